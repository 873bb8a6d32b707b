package org.drover.shared.protocol;

/** How long something took of late, in milliseconds. */
public record Quantiles(double p50, double p95, double p99) {}
