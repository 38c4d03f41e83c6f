package dev.stallscope.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unsigned reads from a byte array. Multi-byte reads are in network order (big endian) unless the
 * name ends in {@code Le}. Callers check lengths first; a read outside the array throws {@link
 * IndexOutOfBoundsException}, which is a programmer's error, never the wire's.
 */
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  public static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  public static int u16(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset) & 0xffff;
  }

  public static int u24(byte[] bytes, int offset) {
    return u8(bytes, offset) << 16 | u16(bytes, offset + 1);
  }

  /** Four bytes as a signed int, for fields compared modulo 2^32. */
  public static int i32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  public static long u32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset) & 0xffff_ffffL;
  }

  public static long i64(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  public static int u16Le(byte[] bytes, int offset) {
    return (short) SHORT_LE.get(bytes, offset) & 0xffff;
  }

  public static int i32Le(byte[] bytes, int offset) {
    return (int) INT_LE.get(bytes, offset);
  }

  public static long u32Le(byte[] bytes, int offset) {
    return (int) INT_LE.get(bytes, offset) & 0xffff_ffffL;
  }

  public static long i64Le(byte[] bytes, int offset) {
    return (long) LONG_LE.get(bytes, offset);
  }
}
