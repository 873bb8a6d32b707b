/**
 * The sandbox on one machine: real databases and a real cluster on loopback, a migration through
 * all of them, and a check that does not take the migration's word.
 */
package org.drover.deploy.demo;
