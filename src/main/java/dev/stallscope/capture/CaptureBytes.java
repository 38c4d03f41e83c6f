package dev.stallscope.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Single packets of a capture, read again from its files when someone looks at them. A compressed
 * file is decompressed into a temporary one at the first such look, which closing deletes. May be
 * used by several threads.
 */
public final class CaptureBytes implements Closeable {
  private static final int COPY_BYTES = 1 << 16;

  /** Bytes read at once where many packets are visited: most neighbours come with one call. */
  private static final int WINDOW_BYTES = 1 << 16;

  private final List<Path> files;
  private final PacketIndex index;
  private final @Nullable FileChannel[] channels;
  private boolean isClosed;

  /**
   * @param files those that the index was made of, in the same order
   */
  public CaptureBytes(List<Path> files, PacketIndex index) {
    this.files = List.copyOf(files);
    this.index = index;
    channels = new FileChannel[files.size()];
  }

  /**
   * The captured bytes of a packet.
   *
   * @param packet its index in the capture, from 0
   * @throws IOException if the file cannot be read or has become shorter; the message names the
   *     file and the byte offset
   */
  public byte[] read(int packet) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(index.capturedLength(packet));
    readFully(index.fileNumber(packet), index.fileOffset(packet), bytes);
    return bytes.array();
  }

  /** Takes packets that are read again one after the other. */
  public interface Visitor {
    /**
     * One packet; the array is only lent for the call.
     *
     * @return whether to go on
     */
    boolean packet(int packet, byte[] array, int offset, int length);
  }

  /**
   * Reads many packets, quicker than one by one where they are ascending.
   *
   * @param packets their indexes in the capture, from 0; taken one by one as far as visited
   * @throws IOException as {@link #read}
   */
  public void visit(IntStream packets, Visitor visitor) throws IOException {
    Map<Integer, Window> windows = new HashMap<>();
    PrimitiveIterator.OfInt each = packets.iterator();
    while (each.hasNext()) {
      int packet = each.nextInt();
      Window window = windows.computeIfAbsent(index.fileNumber(packet), Window::new);
      int length = index.capturedLength(packet);
      int at = window.hold(index.fileOffset(packet), length);
      if (!visitor.packet(packet, window.bytes, at, length)) {
        return;
      }
    }
  }

  /** Part of a file. */
  private final class Window {
    private final int file;
    private byte[] bytes = new byte[WINDOW_BYTES];
    private long start;
    private int length;

    Window(int file) {
      this.file = file;
    }

    /** Where in {@link #bytes} that part of the file stands. */
    int hold(long offset, int size) throws IOException {
      if (offset < start || offset + size > start + length) {
        if (bytes.length < size) {
          bytes = new byte[size];
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        start = offset;
        length = Math.max(0, readSome(file, offset, buffer));
        if (length < size) {
          readFully(file, offset + length, buffer.limit(size));
          length = size;
        }
      }
      return (int) (offset - start);
    }
  }

  private void readFully(int file, long offset, ByteBuffer bytes) throws IOException {
    long position = offset;
    try {
      while (bytes.hasRemaining()) {
        int count = readSome(file, position, bytes);
        if (count < 0) {
          throw new IOException("the file has become shorter since it was read");
        }
        position += count;
      }
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read at byte %,d: %s".formatted(files.get(file), offset, e.getMessage()),
          e);
    }
  }

  /**
   * Interrupting one reader closes the channel under all others (that is how {@link FileChannel} is
   * made), who then open it again.
   */
  private int readSome(int file, long position, ByteBuffer bytes) throws IOException {
    while (true) {
      try {
        return channel(file).read(bytes, position);
      } catch (ClosedChannelException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private synchronized FileChannel channel(int file) throws IOException {
    if (isClosed) {
      throw new IllegalStateException("closed");
    }
    FileChannel channel = channels[file];
    if (channel == null || !channel.isOpen()) {
      channel = open(file);
      channels[file] = channel;
    }
    return channel;
  }

  private FileChannel open(int file) throws IOException {
    Path path = files.get(file);
    try (ByteSource source = CaptureFile.openBytes(path)) {
      return source.isCompressed()
          ? decompress(source, endOfLastPacket(file))
          : FileChannel.open(path);
    }
  }

  /** Where the last packet of a file ends; offsets grow within a file. */
  private long endOfLastPacket(int file) {
    for (int packet = index.count() - 1; packet >= 0; packet--) {
      if (index.fileNumber(packet) == file) {
        return index.fileOffset(packet) + index.capturedLength(packet);
      }
    }
    return 0;
  }

  private static FileChannel decompress(ByteSource source, long end) throws IOException {
    Path temporary = Files.createTempFile("stallscope-", ".bytes");
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      byte[] buffer = new byte[COPY_BYTES];
      long done = 0;
      while (done < end) {
        int count = source.read(buffer, 0, (int) Math.min(buffer.length, end - done));
        if (count == 0) {
          break;
        }
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
        done += count;
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    for (FileChannel channel : channels) {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
