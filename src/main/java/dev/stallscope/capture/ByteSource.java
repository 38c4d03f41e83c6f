package dev.stallscope.capture;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.stallscope.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a capture file from front to back, decompressed where the file is gzip or zstd. Read
 * without mapping the file, so that the memory of the process does not grow with it.
 */
final class ByteSource implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b52ffd;

  private final Path path;
  private final CountingStream file;
  private final InputStream bytes;
  private final boolean isCompressed;
  private final long sizeBytes;
  private long position;
  private String damage = "";

  private ByteSource(Path path, CountingStream file, InputStream bytes, long sizeBytes) {
    this.path = path;
    this.file = file;
    this.bytes = bytes;
    isCompressed = !(bytes instanceof PushbackInputStream);
    this.sizeBytes = sizeBytes;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be opened; the message names it
   */
  static ByteSource open(Path path) throws IOException {
    return of(path, Files.newInputStream(path), Files.size(path));
  }

  /** Takes the bytes of a file from a stream, which it closes. */
  static ByteSource of(Path path, InputStream in, long sizeBytes) throws IOException {
    CountingStream file = new CountingStream(in);
    try {
      return new ByteSource(path, file, decompress(file), sizeBytes);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static InputStream decompress(InputStream file) throws IOException {
    // The file is opened once and never rewound, so that it may be a pipe.
    PushbackInputStream in = new PushbackInputStream(file, CaptureFile.MAGIC_BYTES);
    byte[] magic = in.readNBytes(CaptureFile.MAGIC_BYTES);
    in.unread(magic);
    if (magic.length >= 2 && Bytes.u16(magic, 0) == GZIP_MAGIC) {
      return new GZIPInputStream(new BufferedInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
    }
    if (magic.length == CaptureFile.MAGIC_BYTES && Bytes.i32(magic, 0) == ZSTD_MAGIC) {
      return new ZstdInputStream(new BufferedInputStream(in, BUFFER_BYTES));
    }
    return in;
  }

  /**
   * Reads up to {@code length} bytes, as many as there are now. Damage in the compression ends the
   * bytes; {@link #damage} then says what it was.
   *
   * @throws IOException if the disk fails; the message names the file and the byte offset
   */
  int read(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    try {
      while (done < length) {
        int count = bytes.read(target, offset + done, length - done);
        if (count < 0) {
          break;
        }
        done += count;
      }
    } catch (EOFException | ZipException | ZstdIOException e) {
      damage =
          "the compressed data are cut off or damaged here, so what followed is missing (%s)"
              .formatted(e.getMessage());
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be read at byte " + (position + done) + ": " + e.getMessage(), e);
    }
    position += done;
    return done;
  }

  String name() {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  Path path() {
    return path;
  }

  boolean isCompressed() {
    return isCompressed;
  }

  /** What was wrong with the compression, or empty. */
  String damage() {
    return damage;
  }

  /** Bytes of the file itself read so far. */
  long fileBytesRead() {
    return file.count.get();
  }

  long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /** Counts what is read from the file, before decompression. */
  private static final class CountingStream extends InputStream {
    private final InputStream in;

    /** Read by whoever shows the progress, on another thread. */
    private final AtomicLong count = new AtomicLong();

    CountingStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count.addAndGet(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
