package org.drover.deploy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS contexts out of files. What is wrong is an {@link IllegalArgumentException}. */
public final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /**
   * A server that shows this certificate.
   *
   * @param certificate the server's own first, then those that lead to its authority, in PEM
   * @param key in PEM, PKCS #8
   */
  public static SSLContext server(Path certificate, Path key) {
    try {
      KeyStore store = empty();
      Certificate[] chain = Pem.certificates(certificate).toArray(Certificate[]::new);
      store.setKeyEntry("server", Pem.key(key), NO_PASSWORD, chain);
      return showing(store, NO_PASSWORD);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the certificate %s and the key %s do not go together (%s)"
              .formatted(certificate, key, e.getMessage()),
          e);
    }
  }

  /** A server that shows the certificate of a PKCS #12 file. */
  public static SSLContext server(Path keystore, String password) {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return showing(store, password.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the PKCS #12 file %s cannot be used with its password (%s)"
              .formatted(keystore, e.getMessage()),
          e);
    }
  }

  /** A client that trusts these authorities and no others. */
  public static SSLContext trusting(Path authorities) {
    List<X509Certificate> certificates = Pem.certificates(authorities);
    try {
      KeyStore store = empty();
      for (X509Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return context(null, trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the certificates of %s cannot be trusted (%s)".formatted(authorities, e.getMessage()),
          e);
    }
  }

  private static SSLContext showing(KeyStore store, char[] password)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return context(keys, null);
  }

  private static SSLContext context(
      @Nullable KeyManagerFactory keys, @Nullable TrustManagerFactory trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys == null ? null : keys.getKeyManagers(),
        trust == null ? null : trust.getTrustManagers(),
        null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
