/** A coordinator member of the cluster: the migrations it hosts, the keeper, what the API asks. */
package org.drover.coordinator.node;
