/**
 * The messages that coordinator and worker exchange, and the names under which each finds the
 * other. No behaviour.
 */
package org.drover.shared.protocol;
