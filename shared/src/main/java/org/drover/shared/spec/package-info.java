/**
 * The migration spec: the checked form of what an operator wrote, ready to run. Knows no database,
 * no cluster and no file format.
 */
package org.drover.shared.spec;
