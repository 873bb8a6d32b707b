/**
 * What a person wrote, as a tree in which every value knows its line and column, and the problems
 * found in it. Knows YAML and JSON; knows nothing of migrations.
 */
package org.drover.shared.written;
