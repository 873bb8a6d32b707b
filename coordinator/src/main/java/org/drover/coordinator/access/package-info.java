/**
 * Who may ask a coordinator for what: roles, tokens, and the file that lists them. It knows nothing
 * of HTTP.
 */
package org.drover.coordinator.access;
