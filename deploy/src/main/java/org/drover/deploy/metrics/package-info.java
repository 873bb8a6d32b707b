/**
 * Numbers for Prometheus, by Kamon. The only package that knows Kamon; what is counted is decided
 * in coordinator and worker.
 */
package org.drover.deploy.metrics;
