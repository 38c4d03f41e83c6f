package dev.stallscope.capture;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes a pcapng file of one section, little endian, with times in nanoseconds unless an interface
 * has others. Nothing is allocated for a packet without a comment.
 */
public final class PcapngWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int OPTION_END = 0;
  private static final int OPTION_COMMENT = 1;
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final int EPB_FLAGS = 2;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;
  private static final int OPTION_HEADER_BYTES = 4;
  private static final int MAX_OPTION_BYTES = 0xffff;
  private static final byte MICROSECONDS = 6;
  private static final byte NANOSECONDS = 9;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** Of each interface; its count is also the next interface's id. */
  private final List<Long> nanosPerTick = new ArrayList<>();

  /** Writes to a stream, which closing this closes. */
  public PcapngWriter(OutputStream out) throws IOException {
    this(out, "");
  }

  /**
   * Writes to a stream, which closing this closes.
   *
   * @param comment on the whole file; empty for none
   */
  public PcapngWriter(OutputStream out, String comment) throws IOException {
    this.out = out;
    Options options = new Options().text(OPTION_COMMENT, comment);
    begin(BlockType.SECTION_HEADER, BlockType.SECTION_HEADER_BYTES + options.length());
    buffer.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    end(options, BlockType.SECTION_HEADER_BYTES);
  }

  /** Writes a new file, in place of what was there. */
  public static PcapngWriter create(Path path) throws IOException {
    return new PcapngWriter(Files.newOutputStream(path));
  }

  /** Adds an interface with nothing but a link type, and gives its id. */
  public int addInterface(int linkType) throws IOException {
    return addInterface(linkType, 0, "", "", "");
  }

  /**
   * Adds an interface and gives its id, counted from 0.
   *
   * @param snapLength bytes kept of each packet at most; 0 means no limit
   * @param name empty for none, as are description and filter
   */
  public int addInterface(
      int linkType, int snapLength, String name, String description, String filter)
      throws IOException {
    Options options =
        new Options()
            .text(IF_NAME, name)
            .text(IF_DESCRIPTION, description)
            .bytes(IF_TSRESOL, new byte[] {NANOSECONDS});
    if (!filter.isEmpty()) {
      // A zero byte says that libpcap's text follows.
      options.text(IF_FILTER, "\0" + filter);
    }
    return addInterface(linkType, snapLength, options, 1);
  }

  /** Adds the interface of a classic pcap file, which keeps its resolution, and gives its id. */
  int addInterface(PcapLayout pcap) throws IOException {
    byte resolution = pcap.nanosPerUnit() == 1 ? NANOSECONDS : MICROSECONDS;
    Options options = new Options().bytes(IF_TSRESOL, new byte[] {resolution});
    return addInterface(pcap.linkType(), pcap.snapLength(), options, pcap.nanosPerUnit());
  }

  private int addInterface(int linkType, int snapLength, Options options, long nanos)
      throws IOException {
    begin(
        BlockType.INTERFACE_DESCRIPTION, BlockType.INTERFACE_DESCRIPTION_BYTES + options.length());
    buffer.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    end(options, BlockType.INTERFACE_DESCRIPTION_BYTES);
    nanosPerTick.add(nanos);
    return nanosPerTick.size() - 1;
  }

  /** Adds a packet of which everything was captured. */
  public void packet(int interfaceId, long epochNanos, byte[] bytes) throws IOException {
    packet(interfaceId, epochNanos, bytes, 0, bytes.length, bytes.length, LinkDirection.UNKNOWN);
  }

  /**
   * Adds a packet.
   *
   * @param epochNanos not before 1970
   * @param originalLength bytes that it had on the wire
   */
  public void packet(
      int interfaceId,
      long epochNanos,
      byte[] bytes,
      int offset,
      int length,
      int originalLength,
      LinkDirection direction)
      throws IOException {
    int flags = direction.ordinal();
    int optionBytes = flags == 0 ? 0 : 3 * OPTION_HEADER_BYTES;
    int total = BlockType.PACKET_BYTES + PcapngOptions.padded(length) + optionBytes;
    packetHead(total, interfaceId, epochNanos, length, originalLength);
    data(bytes, offset, length);
    room(optionBytes + OPTION_HEADER_BYTES);
    if (flags != 0) {
      // The values of the flags' lowest two bits are those of the enum: 1 in, 2 out.
      buffer.putShort((short) EPB_FLAGS).putShort((short) 4).putInt(flags).putInt(OPTION_END);
    }
    buffer.putInt(total);
  }

  /**
   * Adds a packet with a comment on it.
   *
   * @param originalLength bytes that it had on the wire
   */
  public void packet(
      int interfaceId,
      long epochNanos,
      byte[] bytes,
      int length,
      int originalLength,
      String comment)
      throws IOException {
    Options options = new Options().text(OPTION_COMMENT, comment);
    int least = BlockType.PACKET_BYTES + PcapngOptions.padded(length);
    packetHead(least + options.length(), interfaceId, epochNanos, length, originalLength);
    data(bytes, 0, length);
    end(options, least);
  }

  private void packetHead(
      int total, int interfaceId, long epochNanos, int length, int originalLength)
      throws IOException {
    if (interfaceId < 0 || interfaceId >= nanosPerTick.size() || epochNanos < 0) {
      throw new IllegalArgumentException(
          "interface " + interfaceId + " of " + nanosPerTick.size() + ", time " + epochNanos);
    }
    long ticks = epochNanos / nanosPerTick.get(interfaceId);
    begin(BlockType.ENHANCED_PACKET, total);
    buffer.putInt(interfaceId).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    buffer.putInt(length).putInt(originalLength);
  }

  /**
   * Adds decryption secrets, which should stand before the packets they decrypt.
   *
   * @param type such as {@link DecryptionSecrets#NSS_KEY_LOG}
   */
  public void secrets(int type, byte[] bytes) throws IOException {
    int total = BlockType.DECRYPTION_SECRETS_BYTES + PcapngOptions.padded(bytes.length);
    begin(BlockType.DECRYPTION_SECRETS, total);
    buffer.putInt(type).putInt(bytes.length);
    data(bytes, 0, bytes.length);
    room(OPTION_HEADER_BYTES);
    buffer.putInt(total);
  }

  /** Adds what an interface counted from the beginning of the capture until now. */
  public void statistics(
      int interfaceId, long epochNanos, OptionalLong received, OptionalLong dropped)
      throws IOException {
    Options options = new Options();
    received.ifPresent(value -> options.number(ISB_IFRECV, value));
    dropped.ifPresent(value -> options.number(ISB_IFDROP, value));
    long ticks = epochNanos / nanosPerTick.get(interfaceId);
    begin(BlockType.INTERFACE_STATISTICS, BlockType.INTERFACE_STATISTICS_BYTES + options.length());
    buffer.putInt(interfaceId).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    end(options, BlockType.INTERFACE_STATISTICS_BYTES);
  }

  private void begin(int type, int total) throws IOException {
    room(BlockType.PACKET_BYTES);
    buffer.putInt(type).putInt(total);
  }

  private void end(Options options, int bytesWithout) throws IOException {
    byte[] encoded = options.toBytes();
    data(encoded, 0, encoded.length);
    room(OPTION_HEADER_BYTES);
    buffer.putInt(bytesWithout + encoded.length);
  }

  /** Writes bytes with the padding to a multiple of four. */
  private void data(byte[] bytes, int offset, int length) throws IOException {
    if (length > BUFFER_BYTES) {
      drain();
      out.write(bytes, offset, length);
    } else {
      room(length);
      buffer.put(bytes, offset, length);
    }
    room(OPTION_HEADER_BYTES);
    for (int i = length; i < PcapngOptions.padded(length); i++) {
      buffer.put((byte) 0);
    }
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  /** Bytes that wait to be written. */
  public int unwrittenBytes() {
    return buffer.position();
  }

  /** Hands everything to the stream, so that who follows the file sees it. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      drain();
    }
  }

  /** Options as they stand in a block, with the end mark if there are any. */
  private static final class Options {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Options text(int code, String text) {
      return text.isEmpty() ? this : bytes(code, text.getBytes(StandardCharsets.UTF_8));
    }

    Options number(int code, long value) {
      return bytes(
          code,
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    Options bytes(int code, byte[] value) {
      int length = Math.min(value.length, MAX_OPTION_BYTES);
      bytes.writeBytes(new byte[] {(byte) code, 0, (byte) length, (byte) (length >>> 8)});
      bytes.writeBytes(Arrays.copyOf(Arrays.copyOf(value, length), PcapngOptions.padded(length)));
      return this;
    }

    int length() {
      return bytes.size() == 0 ? 0 : bytes.size() + OPTION_HEADER_BYTES;
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes.toByteArray(), length());
    }
  }
}
