package org.drover.deploy.demo;

import java.nio.file.Path;
import org.drover.deploy.sample.SampleGraph;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is to do.
 *
 * @param workers how many worker JVMs; at least 1, and 2 with {@code kill}
 * @param kill whether one of them is killed midway
 * @param keep whether everything stays up afterwards
 * @param report where the report is written, or null
 */
public record DemoOptions(
    SampleGraph graph,
    int workers,
    boolean kill,
    boolean keep,
    @Nullable Path report,
    SandboxFolder folder,
    String author) {}
