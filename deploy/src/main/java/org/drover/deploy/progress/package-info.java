/**
 * How a migration's progress is shown to whoever waits for it. Knows nothing of how it is asked.
 */
package org.drover.deploy.progress;
