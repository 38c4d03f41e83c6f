package dev.stallscope.capture;

import dev.stallscope.bytes.Bytes;

/** Reads in the byte order of a file or section. */
record ByteOrderReads(boolean isBigEndian) {
  int u16(byte[] bytes, int offset) {
    return isBigEndian ? Bytes.u16(bytes, offset) : Bytes.u16Le(bytes, offset);
  }

  int i32(byte[] bytes, int offset) {
    return isBigEndian ? Bytes.i32(bytes, offset) : Bytes.i32Le(bytes, offset);
  }

  long u32(byte[] bytes, int offset) {
    return isBigEndian ? Bytes.u32(bytes, offset) : Bytes.u32Le(bytes, offset);
  }

  long i64(byte[] bytes, int offset) {
    return isBigEndian ? Bytes.i64(bytes, offset) : Bytes.i64Le(bytes, offset);
  }
}
