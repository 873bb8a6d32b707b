package org.drover.shared.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A buffer that grows and is used again and again; numbers are big-endian. */
final class Bytes {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array = new byte[512];
  private int size;

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  /** Drops everything from a position on. */
  void truncate(int position) {
    size = position;
  }

  /** Makes room for that many bytes after the last one, to be written into the array. */
  void reserve(int count) {
    if (array.length - size < count) {
      array = Arrays.copyOf(array, Math.max(Math.addExact(size, count), array.length * 2));
    }
  }

  Bytes put(int value) {
    reserve(1);
    array[size++] = (byte) value;
    return this;
  }

  Bytes put(byte[] values) {
    reserve(values.length);
    System.arraycopy(values, 0, array, size, values.length);
    size += values.length;
    return this;
  }

  Bytes putInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(array, size, value);
    size += Integer.BYTES;
    return this;
  }

  Bytes putLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(array, size, value);
    size += Long.BYTES;
    return this;
  }

  /** Overwrites a number that was put before its value was known. */
  void setInt(int position, int value) {
    INTS.set(array, position, value);
  }
}
