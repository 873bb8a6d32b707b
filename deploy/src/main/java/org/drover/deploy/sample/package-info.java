/** Graphs to try Drover on: what they hold, how they are filled, and a spec for each. */
package org.drover.deploy.sample;
