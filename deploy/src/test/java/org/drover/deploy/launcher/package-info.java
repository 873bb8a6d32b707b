/** The launcher script, run for real with a Java that is none. */
package org.drover.deploy.launcher;
