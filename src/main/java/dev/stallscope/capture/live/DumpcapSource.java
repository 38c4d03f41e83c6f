package dev.stallscope.capture.live;

import dev.stallscope.capture.live.CaptureRefusedException.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packets from Wireshark's {@code dumpcap}, which writes pcap records into a pipe; for who may run
 * it but may not capture himself.
 *
 * <pre>
 * file header   magic(4) version(4) zone(8) snaplen(4) linktype(4)
 * record        seconds(4) fraction(4) captured(4) original(4) data
 * </pre>
 */
final class DumpcapSource implements PacketSource {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int FILE_HEADER_BYTES = 24;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int LINK_TYPE = 20;
  private static final int MICROSECOND_MAGIC = 0xa1b2c3d4;
  private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
  private static final long END_SECONDS = 5;

  /** What it says at its end: {@code received/dropped on interface 'lo': 10/2 (pcap:2/...)}. */
  private static final Pattern DROPPED =
      Pattern.compile("received/dropped on interface '.*': (\\d+)/(\\d+)");

  private final Process process;
  private final InputStream in;
  private final CompletableFuture<String> words;
  private final int linkType;
  private final ByteOrder order;
  private final int nanosPerFraction;

  private DumpcapSource(
      Process process, InputStream in, CompletableFuture<String> words, byte[] head) {
    this.process = process;
    this.in = in;
    this.words = words;
    int magic = ByteBuffer.wrap(head).getInt();
    order =
        magic == MICROSECOND_MAGIC || magic == NANOSECOND_MAGIC
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer header = ByteBuffer.wrap(head).order(order);
    nanosPerFraction = header.getInt(0) == NANOSECOND_MAGIC ? 1 : 1000;
    linkType = header.getInt(LINK_TYPE);
  }

  /**
   * Begins to capture.
   *
   * @throws CaptureRefusedException if it cannot; the message says why
   */
  static DumpcapSource open(Path dumpcap, CaptureOrder order) throws IOException {
    Process process = new ProcessBuilder(command(dumpcap, order)).start();
    process.getOutputStream().close();
    CompletableFuture<String> words =
        CompletableFuture.supplyAsync(
            () -> text(process.getErrorStream()), Thread::startVirtualThread);
    InputStream in = new BufferedInputStream(process.getInputStream(), BUFFER_BYTES);
    byte[] head = in.readNBytes(FILE_HEADER_BYTES);
    if (head.length < FILE_HEADER_BYTES) {
      throw refusal(order, words.join());
    }
    return new DumpcapSource(process, in, words, head);
  }

  private static List<String> command(Path dumpcap, CaptureOrder order) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(dumpcap.toString(), "-q", "-P", "-w", "-"));
    command.addAll(List.of("-i", order.interfaceName()));
    command.addAll(List.of("-s", Integer.toString(order.snapLength())));
    command.addAll(List.of("-B", Integer.toString(order.bufferMegabytes())));
    if (!order.filter().isEmpty()) {
      command.addAll(List.of("-f", order.filter()));
    }
    if (!order.isPromiscuous()) {
      command.add("-p");
    }
    return command;
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static CaptureRefusedException refusal(CaptureOrder order, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("permission") || lower.contains("not permitted")) {
      return LibpcapWords.noRights(order);
    }
    String plain = words.replaceAll("(?m)^(Capturing on .*|File: .*)$", "").strip();
    Reason reason = lower.contains("filter") ? Reason.BAD_FILTER : Reason.BAD_INTERFACE;
    return new CaptureRefusedException(reason, plain);
  }

  @Override
  public int linkType() {
    return linkType;
  }

  @Override
  public void run(Sink sink) throws IOException {
    byte[] head = new byte[RECORD_HEADER_BYTES];
    byte[] bytes = new byte[CaptureOrder.WHOLE_PACKETS];
    ByteBuffer header = ByteBuffer.wrap(head).order(order);
    // dumpcap may end within a record when it is killed
    while (in.readNBytes(head, 0, RECORD_HEADER_BYTES) == RECORD_HEADER_BYTES) {
      int length = header.getInt(8);
      if (length < 0 || length > bytes.length) {
        throw new EOFException("dumpcap sent a packet of %,d bytes.".formatted(length));
      }
      if (in.readNBytes(bytes, 0, length) < length) {
        break;
      }
      long nanos =
          Integer.toUnsignedLong(header.getInt(0)) * 1_000_000_000L
              + Integer.toUnsignedLong(header.getInt(4)) * nanosPerFraction;
      sink.packet(nanos, bytes, length, header.getInt(12));
    }
    // it says what it lost between the end of the packets and its own
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    process.destroy();
  }

  /** Known only when it has ended. */
  @Override
  public Drops drops() {
    Matcher counts = DROPPED.matcher(process.isAlive() ? "" : words.join());
    return new Drops(counts.find() ? Long.parseLong(counts.group(2)) : 0, 0);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    awaitEnd();
    in.close();
  }
}
