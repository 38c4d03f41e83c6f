package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Opens captures for a window: a large one is looked at twice, so that what its beginning shows is
 * there while the rest is read.
 */
public final class CaptureOpening {
  /** Bytes of the files that the first look reads; a file of up to this size is read once. */
  private static final long BEGINNING_BYTES = 32L << 20;

  /**
   * Time that the first look may spend on reading. Where it is the first thing that the program
   * does, to decode and analyse takes several times as long as to read, since no code is warm yet.
   */
  private static final long BEGINNING_NANOS = 200 * Nanos.PER_MILLI;

  private final List<Path> files;
  private final List<KeySource> keys;
  private final OpeningListener listener;
  private final LongSupplier clock;
  private final long startNanos;

  private CaptureOpening(
      List<Path> files, List<KeySource> keys, OpeningListener listener, LongSupplier clock) {
    this.files = files;
    this.keys = keys;
    this.listener = listener;
    this.clock = clock;
    startNanos = clock.getAsLong();
  }

  /**
   * The same with no other keys than what the files carry themselves.
   *
   * @throws IOException if a file cannot be read or is no capture; the message says which and why
   */
  public static OpenCapture open(List<Path> files, OpeningListener listener, LongSupplier nanoClock)
      throws IOException {
    return open(files, List.of(), listener, nanoClock);
  }

  /**
   * Opens files as one capture, merged by time. Takes as long as the reading does; the result is
   * the caller's to close.
   *
   * @param keys key logs that belong to the capture, besides what it carries itself
   * @param nanoClock {@code System::nanoTime}
   * @throws IOException if a file cannot be read or is no capture; the message says which and why
   */
  public static OpenCapture open(
      List<Path> files, List<KeySource> keys, OpeningListener listener, LongSupplier nanoClock)
      throws IOException {
    return new CaptureOpening(files, keys, listener, nanoClock).open();
  }

  /**
   * Opens files as one capture in a single reading, for who waits for the whole anyway. The result
   * is the caller's to close.
   *
   * @param keys key logs that belong to the capture, besides what it carries itself
   * @throws IOException if a file cannot be read or is no capture; the message says which and why
   */
  public static OpenCapture openWhole(
      List<Path> files, List<KeySource> keys, AnalysisProgress progress) throws IOException {
    return openWhole(files, keys, progress, Analyzer.allCores());
  }

  /**
   * Likewise, beside a window in use: it takes longer, and leaves a core to what is on screen.
   *
   * @param keys key logs that belong to the capture, besides what it carries itself
   * @throws IOException if a file cannot be read or is no capture; the message says which and why
   */
  public static OpenCapture openBesides(List<Path> files, List<KeySource> keys) throws IOException {
    return openWhole(files, keys, AnalysisProgress.NONE, Math.max(1, Analyzer.allCores() - 1));
  }

  private static OpenCapture openWhole(
      List<Path> files, List<KeySource> keys, AnalysisProgress progress, int cores)
      throws IOException {
    PacketIndex index = new PacketIndex();
    try (CaptureReader reader = CaptureFile.open(files)) {
      IndexedAnalysis indexed = Analyzer.analyze(files, reader, keys, progress, index, cores);
      OpenCapture.Extent extent =
          progress.isCancelled() ? OpenCapture.Extent.CANCELLED : OpenCapture.Extent.WHOLE;
      return new OpenCapture(files, extent, indexed, index);
    }
  }

  private OpenCapture open() throws IOException {
    Look first = new Look(true, 0);
    OpenCapture beginning = first.open();
    if (beginning.extent() != OpenCapture.Extent.BEGINNING) {
      return beginning;
    }
    listener.beginning(beginning);
    return new Look(false, beginning.index().count()).open();
  }

  /** One reading of the files from the front. */
  private final class Look implements AnalysisProgress {
    private final boolean isFirst;
    private final int minPackets;
    private long readNanos;
    private long bytesRead;
    private long sizeBytes;
    private int packets;
    private boolean isCut;
    private boolean isCancelled;

    /**
     * @param minPackets packets to read whoever cancels, since they have been shown already
     */
    Look(boolean isFirst, int minPackets) {
      this.isFirst = isFirst;
      this.minPackets = minPackets;
    }

    OpenCapture open() throws IOException {
      readNanos = clock.getAsLong();
      PacketIndex index = new PacketIndex();
      IndexedAnalysis indexed;
      try (CaptureReader reader = CaptureFile.open(files)) {
        indexed = Analyzer.analyze(files, reader, keys, this, index, Analyzer.allCores());
      }
      OpenCapture.Extent extent =
          isCancelled
              ? OpenCapture.Extent.CANCELLED
              : isCut ? OpenCapture.Extent.BEGINNING : OpenCapture.Extent.WHOLE;
      return new OpenCapture(files, extent, indexed, index);
    }

    @Override
    public void read(long bytes, long size, int count) {
      bytesRead = bytes;
      sizeBytes = size;
      packets = count;
      report(OpeningProgress.Stage.READING, 0);
    }

    @Override
    public void readingEnded(int count) {
      analyzed(0);
    }

    @Override
    public void analyzed(double share) {
      report(OpeningProgress.Stage.ANALYZING, share);
    }

    @Override
    public boolean isCancelled() {
      isCancelled = packets >= minPackets && listener.isCancelled();
      isCut =
          isFirst
              && packets > 0
              && (bytesRead > BEGINNING_BYTES || clock.getAsLong() - readNanos > BEGINNING_NANOS);
      return isCancelled || isCut;
    }

    private void report(OpeningProgress.Stage stage, double analyzed) {
      long now = clock.getAsLong();
      OptionalLong remaining =
          bytesRead > 0 && !isFirst
              ? OptionalLong.of(
                  (long)
                      ((double) (now - readNanos) / bytesRead * Math.max(0, sizeBytes - bytesRead)))
              : OptionalLong.empty();
      listener.progress(
          new OpeningProgress(
              stage, bytesRead, sizeBytes, packets, analyzed, now - startNanos, remaining));
    }
  }
}
