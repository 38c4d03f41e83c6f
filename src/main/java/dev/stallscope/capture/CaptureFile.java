package dev.stallscope.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;

/**
 * Opens capture files, whatever their format: pcap, pcapng, and either compressed with gzip or
 * zstd. A format is recognised by content, never by name.
 */
public final class CaptureFile {
  /** Bytes that tell what a file is. */
  static final int MAGIC_BYTES = 4;

  private CaptureFile() {}

  /**
   * Opens one file. It may still be growing, and it may be a pipe; of a file that is being written
   * the first four bytes must be there.
   *
   * @throws NoCaptureException if it is no capture; the message is one sentence for a person
   * @throws IOException if it cannot be read; the message names it
   */
  public static CaptureReader open(Path path) throws IOException {
    return open(path, BlockListener.NONE);
  }

  /**
   * Opens one file.
   *
   * @param listener sees the blocks of a pcapng while it is read
   */
  static CaptureReader open(Path path, BlockListener listener) throws IOException {
    if (Files.isDirectory(path)) {
      throw new NoCaptureException(path + " is a directory, not a capture file.");
    }
    return open(path, openBytes(path), listener);
  }

  /** Opens a file whose bytes are at hand, and closes them where it is no capture. */
  static CaptureReader open(Path path, ByteSource source) throws IOException {
    return open(path, source, BlockListener.NONE);
  }

  private static CaptureReader open(Path path, ByteSource source, BlockListener listener)
      throws IOException {
    try {
      byte[] head = new byte[ContentGuess.HEAD_BYTES];
      head = Arrays.copyOf(head, source.read(head, 0, head.length));
      CaptureDamage damage = new CaptureDamage(source.name());
      return new FileCaptureReader(
          source, recordReader(path, head, damage, listener), damage, head);
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Opens several files as one capture, merged by time.
   *
   * @throws NoCaptureException if one is no capture, or if they are too many
   * @throws IOException if one cannot be read; the message names it
   */
  public static CaptureReader open(List<Path> paths) throws IOException {
    if (paths.size() == 1) {
      return open(paths.getFirst());
    }
    if (paths.size() > CaptureLimits.FILES) {
      throw new NoCaptureException(
          "%,d files are more than the %,d that can be read as one capture."
              .formatted(paths.size(), CaptureLimits.FILES));
    }
    List<CaptureReader> readers = new ArrayList<>();
    try {
      for (Path path : paths) {
        readers.add(open(path));
      }
    } catch (IOException e) {
      for (CaptureReader reader : readers) {
        reader.close();
      }
      throw e;
    }
    return new MergedCaptureReader(readers);
  }

  /**
   * Looks whether files can be opened as one capture, and reads none of their packets. Nothing is
   * said of what gives its bytes only once, as a pipe does.
   *
   * @throws NoCaptureException if one is no capture, or if they are too many
   * @throws IOException if one cannot be read; the message names it
   */
  public static void check(List<Path> paths) throws IOException {
    List<Path> lasting =
        paths.stream()
            .filter(
                path ->
                    Files.isRegularFile(path) || Files.isDirectory(path) || Files.notExists(path))
            .toList();
    if (!lasting.isEmpty()) {
      open(lasting).close();
    }
  }

  /**
   * Bytes of the files as they are now, to see whether they grow; of a pipe none.
   *
   * @throws IOException if one cannot be looked at
   */
  public static long sizeBytes(List<Path> paths) throws IOException {
    long bytes = 0;
    for (Path path : paths) {
      bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
    }
    return bytes;
  }

  /** Whether the files give the same when they are opened again; a pipe does not. */
  public static boolean isReadAgain(List<Path> paths) {
    return paths.stream().allMatch(Files::isRegularFile);
  }

  /**
   * Opens files that are still being written, as one capture: at their end, reading waits for more.
   *
   * @param isOver asked some times a second: whether to wait no longer
   * @param idleNanos how long to wait for a file that does not grow
   * @throws NoCaptureException if one is no capture, or if they are too many
   * @throws IOException if one cannot be read; the message names it
   */
  public static CaptureReader follow(List<Path> paths, BooleanSupplier isOver, long idleNanos)
      throws IOException {
    for (Path path : paths) {
      FollowingReader.awaitBeginning(path, isOver, idleNanos);
    }
    return new FollowingReader(open(paths), isOver, idleNanos);
  }

  /** Opens a file's bytes, decompressed, with errors in words. */
  static ByteSource openBytes(Path path) throws IOException {
    try {
      return ByteSource.open(path);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(path + " does not exist.");
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(path + " may not be read by this user.");
    } catch (EOFException | ZipException e) {
      throw new NoCaptureException(path + " begins like gzip but cannot be decompressed.");
    }
  }

  private static RecordReader recordReader(
      Path path, byte[] head, CaptureDamage damage, BlockListener listener)
      throws NoCaptureException {
    if (PcapngReader.isPcapng(head, head.length)) {
      return new PcapngReader(damage, listener);
    }
    if (PcapLayout.isPcap(head, head.length)) {
      return new PcapReader(damage);
    }
    throw new NoCaptureException(path + " is no capture: " + ContentGuess.describe(head) + ".");
  }
}
