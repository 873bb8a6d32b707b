package org.drover.coordinator.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that its holder shows. It is made by this program out of 256 random bits, so that one
 * round of SHA-256 hides it: there is no dictionary of such secrets to try.
 */
public final class Token {

  private static final int BYTES = 32;

  /** So that a token is known for what it is wherever it turns up, to secret scanners too. */
  private static final String PREFIX = "drover_";

  private Token() {}

  /** A new token, in letters that need no quoting anywhere. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of a token. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
