package org.drover.deploy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files. What is wrong is an {@link IllegalArgumentException} that names the file. */
final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  /** All certificates of a file, in their order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file, "certificate")))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "the certificate file %s is not one of PEM certificates (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
    throw new IllegalArgumentException("the certificate file " + file + " holds no certificate");
  }

  /** An unencrypted key in PKCS #8. */
  static PrivateKey key(Path file) {
    String text = new String(bytes(file, "key"), StandardCharsets.US_ASCII);
    Matcher found = KEY.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException(
          ("the key file %s holds no 'BEGIN PRIVATE KEY' (PKCS #8, not encrypted);"
                  + " 'openssl pkcs8 -topk8 -nodes -in OLD -out NEW' makes one of other kinds")
              .formatted(file));
    }
    byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // A key of another kind; the next may be it.
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + kind, e);
      }
    }
    throw new IllegalArgumentException(
        "the key in %s is of none of these kinds: %s".formatted(file, KEY_KINDS));
  }

  private static byte[] bytes(Path file, String what) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the %s file %s cannot be read (%s)".formatted(what, file, e.getClass().getSimpleName()),
          e);
    }
  }
}
