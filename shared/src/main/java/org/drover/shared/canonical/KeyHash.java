package org.drover.shared.canonical;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import org.drover.shared.spec.Normalization;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys, one after another, and allocates nothing for each but the key. Used by one thread.
 *
 * <p>The version, the normalization and the kind of key are hashed before the values: keys that
 * were made by other rules never meet.
 */
public final class KeyHash {

  /** By code point, which is the order of the UTF-8 bytes and not that of {@link String}. */
  public static final Comparator<String> NAME_ORDER = KeyHash::compareCodePoints;

  private static final byte[] MAGIC = "DRK1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREFIX = "sha256:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;

  private final Bytes bytes = new Bytes();
  private final CanonicalEncoder encoder;
  private final MessageDigest sha256;
  private final byte[] digest = new byte[DIGEST_BYTES];
  private final byte[] key = Arrays.copyOf(PREFIX, PREFIX.length + 2 * DIGEST_BYTES);
  private final int preambleBytes;

  private KeyHash(char kind, String version, Set<Normalization> normalize) {
    this.encoder = new CanonicalEncoder(bytes, normalize);
    this.sha256 = sha256();
    bytes.put(MAGIC).put(kind).put(flags(normalize));
    Text.EXACT.writeBody(version, bytes);
    this.preambleBytes = bytes.size();
  }

  /** Keys over values in a given order, without their names. */
  public static KeyHash canonicalKey(String version, Set<Normalization> normalize) {
    return new KeyHash('K', version, normalize);
  }

  /** Keys over names and values, to be added in {@link #NAME_ORDER}. */
  public static KeyHash rowHash(String version, Set<Normalization> normalize) {
    return new KeyHash('R', version, normalize);
  }

  /**
   * Begins the next key.
   *
   * @param count how many values will be added
   */
  public void start(int count) {
    bytes.truncate(preambleBytes);
    bytes.putInt(count);
  }

  /**
   * Adds a value; null for one that is missing.
   *
   * @throws NoCanonicalFormException if it is of an unknown type; the key must be started again
   */
  public void add(@Nullable Object value) {
    encoder.value(value);
  }

  /**
   * Adds a name and its value.
   *
   * @throws NoCanonicalFormException as above
   */
  public void add(String name, @Nullable Object value) {
    encoder.name(name);
    encoder.value(value);
  }

  /** The key: {@code sha256:} and 64 hex digits in lower case. */
  @SuppressWarnings("deprecation") // the one constructor that does not look at what it copies
  public String finish() {
    sha256.update(bytes.array(), 0, bytes.size());
    try {
      sha256.digest(digest, 0, DIGEST_BYTES);
    } catch (DigestException shortBuffer) {
      throw new IllegalStateException("SHA-256 is not 32 bytes long", shortBuffer);
    }
    int position = PREFIX.length;
    for (byte octet : digest) {
      key[position++] = HEX[(octet >> 4) & 0xf];
      key[position++] = HEX[octet & 0xf];
    }
    return new String(key, 0);
  }

  /** A copy of the bytes that {@link #finish} hashes. */
  byte[] encoding() {
    return Arrays.copyOf(bytes.array(), bytes.size());
  }

  private static int flags(Set<Normalization> normalize) {
    int flags = 0;
    for (Normalization normalization : normalize) {
      flags |=
          switch (normalization) {
            case NFC -> 1;
            case TRIM -> 2;
            case LOWERCASE -> 4;
          };
    }
    return flags;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(
          "every Java platform has SHA-256; this one does not", missing);
    }
  }

  private static int compareCodePoints(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // A surrogate is half of a code point above all that one char holds.
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? a - b
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return left.length() - right.length();
  }
}
