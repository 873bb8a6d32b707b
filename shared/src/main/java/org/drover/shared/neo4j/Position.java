package org.drover.shared.neo4j;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * How far a database is: the number of its last commit. Every edition says it in the bookmark of a
 * transaction, in a form of its own: {@code FB:} and, in base64, the database's id and the number,
 * packed as on the wire. What has another form says nothing.
 */
final class Position {

  private static final String PREFIX = "FB:";
  private static final int BYTES_8 = 0xCC;
  private static final int INT_8 = 0xC8;
  private static final int INT_16 = 0xC9;
  private static final int INT_32 = 0xCA;
  private static final int INT_64 = 0xCB;
  private static final int TINY_MAX = 0x7F;
  private static final int TINY_LIST = 0x90;
  private static final int TINY_LIST_MAX = 0x9F;

  private Position() {}

  static OptionalLong of(String bookmark) {
    if (!bookmark.startsWith(PREFIX)) {
      return OptionalLong.empty();
    }
    try {
      return last(ByteBuffer.wrap(Base64.getDecoder().decode(bookmark.substring(PREFIX.length()))));
    } catch (IllegalArgumentException | BufferUnderflowException otherForm) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong last(ByteBuffer packed) {
    OptionalLong last = OptionalLong.empty();
    while (packed.hasRemaining()) {
      int marker = Byte.toUnsignedInt(packed.get());
      if (marker == BYTES_8) {
        int length = Byte.toUnsignedInt(packed.get());
        packed.get(new byte[length]);
      } else if (marker < TINY_LIST || marker > TINY_LIST_MAX) {
        last = OptionalLong.of(number(marker, packed));
      }
    }
    return last;
  }

  private static long number(int marker, ByteBuffer packed) {
    return switch (marker) {
      case INT_8 -> packed.get();
      case INT_16 -> packed.getShort();
      case INT_32 -> packed.getInt();
      case INT_64 -> packed.getLong();
      default -> {
        if (marker > TINY_MAX) {
          throw new IllegalArgumentException("a marker that no bookmark has");
        }
        yield marker;
      }
    };
  }
}
