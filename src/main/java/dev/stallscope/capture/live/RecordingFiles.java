package dev.stallscope.capture.live;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.capture.PcapngWriter;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The pcapng files of one recording, one after the other; only the newest is open. Belongs to one
 * thread at a time.
 */
final class RecordingFiles implements Closeable {
  private final CaptureOrder order;
  private final int linkType;
  private final Consumer<RecordingEvent> listener;
  private final Deque<Path> kept = new ArrayDeque<>();
  private int begun;
  private long closedBytes;
  private CountingStream out;
  private PcapngWriter writer;

  /** Begins the first file. */
  RecordingFiles(CaptureOrder order, int linkType, Consumer<RecordingEvent> listener)
      throws IOException {
    this.order = order;
    this.linkType = linkType;
    this.listener = listener;
    out = create(name());
    writer = begin();
  }

  private Path name() {
    begun++;
    if (!order.ring().isDivided()) {
      return order.file();
    }
    String whole = String.valueOf(order.file().getFileName());
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    String ending = dot > 0 ? whole.substring(dot) : "";
    return order
        .file()
        .resolveSibling(String.format(Locale.ROOT, "%s_%05d%s", stem, begun, ending));
  }

  /** For this user's eyes only, since a capture holds what was said in clear text. */
  private CountingStream create(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        SudoUser.give(file);
      }
      kept.add(file);
      return new CountingStream(
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be written: its folder does not exist.", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e, e);
    }
  }

  private PcapngWriter begin() throws IOException {
    PcapngWriter begun = new PcapngWriter(out);
    begun.addInterface(linkType, order.snapLength(), order.interfaceName(), "", order.filter());
    begun.flush();
    listener.accept(new RecordingEvent.FileBegun(kept.getLast()));
    return begun;
  }

  void packet(long epochNanos, byte[] bytes, int length, int originalLength) throws IOException {
    writer.packet(0, epochNanos, bytes, 0, length, originalLength, LinkDirection.UNKNOWN);
  }

  /** A packet with a comment, which Wireshark shows beside it. */
  void marked(long epochNanos, byte[] bytes, int length, int originalLength, String comment)
      throws IOException {
    writer.packet(0, epochNanos, bytes, length, originalLength, comment);
  }

  /** Says in the file how many packets passed the filter, and how many of them were lost. */
  void statistics(long epochNanos, RecordingCounts counts) throws IOException {
    writer.statistics(
        0,
        epochNanos,
        OptionalLong.of(counts.packets() + counts.dropped()),
        OptionalLong.of(counts.dropped()));
  }

  /** Ends this file and begins the next; the oldest goes if there are too many. */
  void next() throws IOException {
    writer.close();
    closedBytes += out.count;
    out = create(name());
    writer = begin();
    if (order.ring().files() > 0 && kept.size() > order.ring().files()) {
      Path oldest = kept.removeFirst();
      Files.deleteIfExists(oldest);
      listener.accept(new RecordingEvent.FileDeleted(oldest));
    }
  }

  /** Bytes of the newest file, what is not flushed yet included. */
  long fileBytes() {
    return out.count + writer.unwrittenBytes();
  }

  /** Bytes in all files, deleted ones too. */
  long allBytes() {
    return closedBytes + fileBytes();
  }

  void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Counts what is written. */
  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
