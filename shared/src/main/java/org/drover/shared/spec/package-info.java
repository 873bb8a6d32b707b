/**
 * The migration spec: what an operator wrote, the errors in it, and the checked form that is ready
 * to run. Knows no database and no cluster.
 */
package org.drover.shared.spec;
