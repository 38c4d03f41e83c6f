package dev.stallscope.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Small capture files, made by hand. */
final class SampleFiles {
  static final long MICROS = 0xa1b2c3d4L;
  static final long NANOS = 0xa1b23c4dL;
  static final long KUZNETZOV = 0xa1b2cd34L;

  private SampleFiles() {}

  static FileBytes pcapHeader(ByteOrder order, long magic) {
    return new FileBytes(order).u32(magic).u16(2, 4).u32(0, 0, 65535, 1);
  }

  /** Packets of one byte, which is also their time in seconds. */
  static byte[] pcap(int... packets) {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, MICROS);
    for (int packet : packets) {
      file.u32(packet, 0, 1, 1).bytes((byte) packet);
    }
    return file.toBytes();
  }

  /** One packet of Kuznetzov's variant, on interface 2. */
  static byte[] kuznetzov(LinkDirection direction) {
    int type =
        switch (direction) {
          case INBOUND -> 0;
          case UNKNOWN -> 3;
          case OUTBOUND -> 4;
        };
    return pcapHeader(LITTLE_ENDIAN, KUZNETZOV)
        .u32(1, 0, 1, 1, 2)
        .u16(0x0800)
        .bytes((byte) type, (byte) 0, (byte) 7)
        .toBytes();
  }

  /** The body of an Enhanced Packet Block with one byte. */
  static FileBytes enhanced(FileBytes body, int interfaceId, long ticks, int value) {
    return body.u32(interfaceId, ticks >>> 32, ticks, 1, 1).padded((byte) value);
  }

  /** Two sections of either byte order with an interface, options and a packet of every kind. */
  static byte[] pcapng() {
    return concat(section(BIG_ENDIAN), section(LITTLE_ENDIAN));
  }

  private static byte[] section(ByteOrder order) {
    FileBytes file = new FileBytes(order);
    return file.section()
        .block(1, file.sub().u16(1, 0).u32(96).option(2, (byte) 'e').option(9, (byte) 9))
        .block(6, enhanced(file.sub(), 0, 1_000, 1).option(2, file.sub().u32(2).toBytes()))
        .block(0x0bad, file.sub().u32(1, 2, 3))
        .block(2, file.sub().u16(0, 7).u32(0, 2_000, 1, 1).padded((byte) 2))
        .block(3, file.sub().u32(1).padded((byte) 3))
        .block(10, file.sub().u32(DecryptionSecrets.NSS_KEY_LOG, 2).padded((byte) 'h', (byte) 'i'))
        .block(5, file.sub().u32(0, 0, 0).option(5, file.sub().u64(7).toBytes()))
        .block(6, enhanced(file.sub(), 0, 4_000, 4))
        .toBytes();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
