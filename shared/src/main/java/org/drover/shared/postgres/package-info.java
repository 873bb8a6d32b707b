/**
 * The journal database: its schema, what is read from it with plain SQL, the id sets kept in it,
 * and the lease that decides a network partition. The only package that imports {@code java.sql}.
 */
package org.drover.shared.postgres;
