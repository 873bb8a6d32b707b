/** The command line: options in, exit codes and words out. The work is done elsewhere. */
package org.drover.deploy.cli;
