package dev.stallscope.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds capture files byte by byte for tests. */
final class FileBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  FileBytes(ByteOrder order) {
    this.order = order;
  }

  FileBytes u16(int... values) {
    for (int value : values) {
      out.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }
    return this;
  }

  FileBytes u32(long... values) {
    for (long value : values) {
      out.writeBytes(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }
    return this;
  }

  FileBytes u64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    return this;
  }

  FileBytes bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Bytes padded to a multiple of four. */
  FileBytes padded(byte... bytes) {
    out.writeBytes(bytes);
    out.writeBytes(new byte[-bytes.length & 3]);
    return this;
  }

  /** A pcapng block around a body. */
  FileBytes block(int type, FileBytes body) {
    byte[] bytes = body.toBytes();
    return u32(type, bytes.length + 12).bytes(bytes).u32(bytes.length + 12);
  }

  FileBytes section() {
    return block(0x0a0d0d0a, new FileBytes(order).u32(0x1a2b3c4d).u16(1, 0).u64(-1));
  }

  /** An option of a block. */
  FileBytes option(int code, byte... value) {
    return u16(code, value.length).padded(value);
  }

  FileBytes sub() {
    return new FileBytes(order);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
