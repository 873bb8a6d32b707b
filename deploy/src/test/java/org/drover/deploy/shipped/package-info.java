/** What lies in {@code deploy/} beside the program, read by the tools that will read it. */
package org.drover.deploy.shipped;
