/**
 * The benchmark's jobs as fast as the database lets anybody do them: inside its process, without a
 * query, a wire or a journal. What others reach of it is measured against this.
 */
@NullMarked
package org.drover.bench.inside;

import org.jspecify.annotations.NullMarked;
