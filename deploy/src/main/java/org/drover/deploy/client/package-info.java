/**
 * The HTTP API of a coordinator, as the command line uses it. Knows nothing of how answers are
 * shown.
 */
package org.drover.deploy.client;
