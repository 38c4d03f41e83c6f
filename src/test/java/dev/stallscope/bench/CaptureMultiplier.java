package dev.stallscope.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Makes a large capture of many interleaved real connections by multiplying the sample captures.
 *
 * <p>A number of client machines run copies of the samples side by side, each one after another,
 * against a few servers. A copy has its own ports and place in time; its packets, their order,
 * distances, IP identifications and TCP numbers are the sample's. Packets that the sample cut are
 * filled with zeros to their length on the wire, and checksums are right. The same arguments give
 * the same file. Memory is bounded by the samples, whatever the size.
 */
public final class CaptureMultiplier {
  private static final int CLIENTS = 48;
  private static final int SERVERS = 16;
  private static final long SEED = 20_260_101;
  private static final long START_NANOS = 1_767_225_600_000_000_000L; // 2026-01-01 00:00 UTC
  private static final long MAX_PAUSE_NANOS = 400_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int FILE_HEADER_BYTES = 24;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int MAX_FRAME_BYTES = 1 << 18;
  private static final int ETHERNET = 1;
  private static final int BUFFER_BYTES = 1 << 20;

  private final List<SampleFrames> samples;
  private final Random random = new Random(SEED);
  private final List<SampleFrames> deck = new ArrayList<>();
  private final PriorityQueue<SampleCopy> running =
      new PriorityQueue<>(
          Comparator.comparingLong(SampleCopy::nanos)
              .thenComparingInt(copy -> copy.client().number()));
  private final byte[] frame = new byte[MAX_FRAME_BYTES];
  private long written;

  private CaptureMultiplier(List<SampleFrames> samples) {
    this.samples = samples;
  }

  /**
   * Makes a capture from the command line: the file to write, its megabytes, and the samples.
   *
   * @throws IOException if a sample cannot be read or the file not be written
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> samples = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      samples.add(Path.of(arguments[i]));
    }
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]) * 1_000_000, samples);
  }

  /**
   * Writes a capture of at least {@code bytes} bytes, in which every connection comes to its end.
   *
   * @throws IOException if a sample cannot be read or the file not be written
   */
  public static void write(Path file, long bytes, List<Path> samples) throws IOException {
    List<SampleFrames> usable = new ArrayList<>();
    for (Path sample : samples) {
      SampleFrames.read(sample).ifPresent(usable::add);
    }
    if (usable.isEmpty()) {
      throw new IllegalArgumentException("none of the samples can be multiplied");
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      new CaptureMultiplier(usable).write(out, bytes);
    }
  }

  private void write(OutputStream out, long bytes) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER_BYTES);
    header.putInt(MAGIC_NANOS).putShort((short) 2).putShort((short) 4).putLong(0);
    header.putInt(MAX_FRAME_BYTES).putInt(ETHERNET);
    out.write(header.array());
    written = FILE_HEADER_BYTES;
    for (int i = 0; i < CLIENTS; i++) {
      start(new ClientMachine(i), START_NANOS);
    }
    while (!running.isEmpty()) {
      SampleCopy copy = running.remove();
      writeNext(copy, out);
      if (!copy.isOver()) {
        running.add(copy);
      } else if (written < bytes) {
        start(copy.client(), copy.nanos());
      }
    }
  }

  private void start(ClientMachine client, long nanos) {
    if (deck.isEmpty()) {
      deck.addAll(samples);
      Collections.shuffle(deck, random);
    }
    long pause = random.nextLong(MAX_PAUSE_NANOS);
    running.add(new SampleCopy(deck.removeLast(), client, random.nextInt(SERVERS), nanos + pause));
  }

  private void writeNext(SampleCopy copy, OutputStream out) throws IOException {
    long nanos = copy.nanos();
    int length = copy.writeNext(frame);
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    record.putInt((int) (nanos / NANOS_PER_SECOND)).putInt((int) (nanos % NANOS_PER_SECOND));
    record.putInt(length).putInt(length);
    out.write(record.array());
    out.write(frame, 0, length);
    written += RECORD_HEADER_BYTES + length;
  }
}
