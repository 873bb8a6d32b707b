package org.drover.shared.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ties the undo records of a shard together, so that none can be exchanged or left out. */
public final class UndoChain {

  private static final int BYTES = 32;

  private UndoChain() {}

  /** What the first record of a shard follows. */
  public static byte[] beginning() {
    return new byte[BYTES];
  }

  public static byte[] next(byte[] chain, byte[] image) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(chain);
      return sha256.digest(image);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(
          "every Java platform has SHA-256; this one does not", missing);
    }
  }
}
