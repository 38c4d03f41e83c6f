package dev.stallscope.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A capture that is still being written: at the end of what there is it waits for more, until it is
 * told to stop or nothing has come for a while.
 */
final class FollowingReader implements CaptureReader {
  private static final long POLL_MILLIS = 100;

  private final CaptureReader reader;
  private final Patience patience;

  FollowingReader(CaptureReader reader, BooleanSupplier isOver, long idleNanos) {
    this.reader = reader;
    patience = new Patience(isOver, idleNanos);
  }

  /** Waits until the file says what it is; whoever writes it may keep back the first bytes. */
  static void awaitBeginning(Path path, BooleanSupplier isOver, long idleNanos) throws IOException {
    Patience patience = new Patience(isOver, idleNanos);
    while (Files.isRegularFile(path)
        && Files.size(path) < CaptureFile.MAGIC_BYTES
        && patience.awaitMore(Files.size(path))) {}
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    while (true) {
      if (reader.read(batch)) {
        return true;
      }
      if (!patience.awaitMore(reader.bytesRead())) {
        return false;
      }
    }
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return reader.interfaces();
  }

  @Override
  public List<DecryptionSecrets> secrets() {
    return reader.secrets();
  }

  @Override
  public List<CaptureWarning> warnings() {
    return reader.warnings();
  }

  @Override
  public long bytesRead() {
    return reader.bytesRead();
  }

  @Override
  public long sizeBytes() {
    return reader.sizeBytes();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** How long to wait for a file to grow. */
  private static final class Patience {
    private final BooleanSupplier isOver;
    private final long idlePolls;
    private long polls;
    private long bytes = -1;

    Patience(BooleanSupplier isOver, long idleNanos) {
      this.isOver = isOver;
      idlePolls = Math.ceilDiv(idleNanos, POLL_MILLIS * 1_000_000);
    }

    /** Waits a moment; false if there is nothing to wait for any more. */
    boolean awaitMore(long bytesNow) {
      polls = bytesNow == bytes ? polls + 1 : 0;
      bytes = bytesNow;
      if (isOver.getAsBoolean() || polls >= idlePolls) {
        return false;
      }
      try {
        Thread.sleep(POLL_MILLIS);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
