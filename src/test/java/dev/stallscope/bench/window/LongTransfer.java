package dev.stallscope.bench.window;

import dev.stallscope.packet.TcpFlags;
import dev.stallscope.testkit.PacketBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * One connection that sends a million segments, a capture of headers only: an acknowledgment for
 * every second one, each thousandth segment sent again, and a window that goes up and down.
 */
final class LongTransfer {
  static final int SEGMENTS = 1_000_000;

  /** What is transferred, as the window writes it. */
  static final String SIZE = "1.4 GB";

  private static final int SEGMENT_BYTES = 1448;
  private static final int WINDOW = 2_000;
  private static final int IN_FLIGHT = 20;
  private static final long MICROS_APART = 12;
  private static final String SERVER = "10.0.0.1";
  private static final String CLIENT = "10.0.0.2";

  private final OutputStream out;
  private final Random random = new Random(1);
  private long micros = 1_700_000_000_000_000L;

  private LongTransfer(OutputStream out) {
    this.out = out;
  }

  static void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      new LongTransfer(out).write();
    }
  }

  private void write() throws IOException {
    out.write(
        littleEndian(24)
            .putInt(0xa1b2c3d4)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(65_535)
            .putInt(1)
            .array());
    packet(client().flags(TcpFlags.SYN).sequence(99).window(WINDOW).windowScale(7), 0);
    packet(
        server()
            .flags(TcpFlags.SYN | TcpFlags.ACK)
            .sequence(0)
            .acknowledgment(100)
            .window(WINDOW)
            .windowScale(7),
        0);
    packet(client().flags(TcpFlags.ACK).sequence(100).acknowledgment(1).window(WINDOW), 0);
    for (int i = 0; i < SEGMENTS; i++) {
      data(i);
      if (i % 1000 == 999) {
        data(i - 5);
      }
      if (i % 2 == 1 && i >= IN_FLIGHT) {
        long arrived = 1 + (long) (i - random.nextInt(IN_FLIGHT)) * SEGMENT_BYTES;
        packet(
            client()
                .flags(TcpFlags.ACK)
                .sequence(100)
                .acknowledgment(arrived & 0xffff_ffffL)
                .window(WINDOW / 2 + random.nextInt(WINDOW / 2)),
            0);
      }
    }
  }

  private void data(int i) throws IOException {
    long sequence = 1 + (long) i * SEGMENT_BYTES;
    packet(
        server()
            .flags(TcpFlags.ACK)
            .sequence(sequence & 0xffff_ffffL)
            .acknowledgment(100)
            .window(WINDOW),
        SEGMENT_BYTES);
  }

  private static PacketBuilder client() {
    return PacketBuilder.tcp(CLIENT, 50_000, SERVER, 443);
  }

  private static PacketBuilder server() {
    return PacketBuilder.tcp(SERVER, 443, CLIENT, 50_000);
  }

  /** The IP length counts the payload, of which nothing is captured. */
  private void packet(PacketBuilder packet, int payloadBytes) throws IOException {
    byte[] headers = packet.ethernet();
    int wire = headers.length + payloadBytes;
    byte[] frame = payloadBytes == 0 ? headers : packet.ipLength(wire - 14).ethernet();
    micros += MICROS_APART;
    out.write(
        littleEndian(16)
            .putInt((int) (micros / 1_000_000))
            .putInt((int) (micros % 1_000_000))
            .putInt(frame.length)
            .putInt(wire)
            .array());
    out.write(frame);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
