/**
 * One member of the cluster: puts coordinator and worker together and gives them their databases.
 */
package org.drover.deploy.node;
