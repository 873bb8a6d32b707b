/**
 * The messages that coordinator and worker exchange, and the names under which each finds the
 * other. No behaviour, but for what is to be read out of an answer that failed.
 */
package org.drover.shared.protocol;
