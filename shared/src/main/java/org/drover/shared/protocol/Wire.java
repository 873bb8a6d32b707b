package org.drover.shared.protocol;

/** Marks what crosses the network between members of the cluster, as CBOR. */
public interface Wire {}
