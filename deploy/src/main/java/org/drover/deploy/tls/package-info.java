/** Certificates and keys from files, as what the JDK's TLS wants. */
package org.drover.deploy.tls;
