package org.drover.shared.canonical;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the canonical encoding of values, one after another, without an object for each.
 * Used by one thread, again and again.
 */
public final class ValueDigest {

  /** Beyond this the encoding is handed to the hash; bounds what is held. */
  private static final int HELD_BYTES_MAX = 32 * 1024;

  private final Bytes held = new Bytes();
  private final CanonicalEncoder encoder = new CanonicalEncoder(held, Set.of());
  private final MessageDigest sha256 = sha256();

  public ValueDigest add(long number) {
    held.putLong(number);
    return this;
  }

  /** Adds a property's name or a label. */
  public ValueDigest addName(String name) {
    encoder.name(name);
    return this;
  }

  /**
   * Adds a value; null for one that is missing.
   *
   * @throws NoCanonicalFormException if it is of an unknown type
   */
  public ValueDigest addValue(@Nullable Object value) {
    encoder.value(value);
    if (held.size() > HELD_BYTES_MAX) {
      handOver();
    }
    return this;
  }

  /** The digest in lower-case hex; the next one begins empty. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** The digest's 32 bytes; the next one begins empty. */
  public byte[] bytes() {
    handOver();
    return sha256.digest();
  }

  /** The first 64 bits of the digest; the next one begins empty. */
  public long first64Bits() {
    return ByteBuffer.wrap(bytes()).getLong();
  }

  private void handOver() {
    sha256.update(held.array(), 0, held.size());
    held.truncate(0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(
          "every Java platform has SHA-256; this one does not", missing);
    }
  }
}
