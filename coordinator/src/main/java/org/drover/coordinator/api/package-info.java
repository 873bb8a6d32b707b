/** The HTTP API of a coordinator node: what people and the command line ask, as JSON. */
package org.drover.coordinator.api;
