package org.drover.shared.transform;

/** PLACEHOLDER */
public final class Transform {}
