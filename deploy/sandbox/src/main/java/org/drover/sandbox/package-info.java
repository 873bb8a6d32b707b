/** Real databases on this machine, for the demo, the embedded journal and the tests. */
package org.drover.sandbox;
