/** What the figures say: medians, ratios, a file for programs and a page for people. */
@NullMarked
package org.drover.bench.report;

import org.jspecify.annotations.NullMarked;
