/**
 * From the text of a spec to the migration that is ready to run, or to everything that is wrong
 * with it; and back. Knows no database and no cluster.
 */
package org.drover.shared.specfile;
