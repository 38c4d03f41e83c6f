package dev.stallscope.bench.window;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.livecapture.Capturing;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * How the window follows a capture that grows: a file is copied piece by piece, 10 MB a second,
 * while the panes refresh as they do in live capture. {@code ./check --bench growing CAPTURE} runs
 * it.
 */
public final class GrowingCapture {
  private static final int BYTES_PER_PIECE = 1_000_000;
  private static final Duration PIECE = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TICKS_PER_LINE = 20;
  private static final long BYTES_PER_MEGABYTE = 1_000_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Path source;
  private final Path file;
  private final AtomicLong copied = new AtomicLong();
  private final AtomicInteger refreshes = new AtomicInteger();
  private final List<Long> frames = new ArrayList<>();
  private final List<Long> processor = new ArrayList<>();
  private volatile boolean isOver;

  private GrowingCapture(Path source, Path file) {
    this.source = source;
    this.file = file;
  }

  /** Prints a line for each five seconds. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("prism.order", "sw");
    Path folder = Files.createTempDirectory("stallscope-bench-");
    Path file = folder.resolve("growing.pcap");
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      new GrowingCapture(Path.of(arguments[0]), file).follow(rig);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
    Platform.exit();
  }

  private void follow(WindowRig rig) {
    Workspace workspace = rig.workspace();
    LiveCaptureViewModel model =
        rig.ask(() -> new LiveCaptureViewModel(workspace, new Copying(), System::nanoTime));
    rig.run(
        () -> {
          workspace.captureProperty().addListener((_, _, now) -> refreshed(now != null));
          new Frames().start();
        });
    Thread.ofPlatform().daemon().start(this::grow);
    rig.run(() -> model.start(CaptureOrder.of("lo", "", file)));
    for (int tick = 1; !isOver; tick++) {
      rig.run(model::tick);
      LockSupport.parkNanos(TICK.toNanos());
      if (tick % TICKS_PER_LINE == 0) {
        rig.run(() -> print(workspace));
      }
    }
    rig.run(() -> print(workspace));
  }

  private void refreshed(boolean isShown) {
    if (isShown) {
      refreshes.incrementAndGet();
    }
  }

  private void print(Workspace workspace) {
    List<Long> seen = frames.stream().sorted().toList();
    long most = processor.stream().mapToLong(Long::longValue).max().orElse(0);
    frames.clear();
    processor.clear();
    int packets = workspace.capture() == null ? 0 : workspace.capture().index().count();
    System.out.printf(
        Locale.ROOT,
        "%,5d MB written, %,9d packets shown, %3d refreshes; frames: nine of ten %.0f ms, longest"
            + " %.0f ms, most processor %.0f ms%n",
        copied.get() / BYTES_PER_MEGABYTE,
        packets,
        refreshes.get(),
        seen.isEmpty() ? 0 : seen.get(seen.size() * 9 / 10) / NANOS_PER_MILLI,
        seen.isEmpty() ? 0 : seen.getLast() / NANOS_PER_MILLI,
        most / NANOS_PER_MILLI);
  }

  private void grow() {
    byte[] piece = new byte[BYTES_PER_PIECE];
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(file)) {
      for (int count = in.read(piece); count > 0; count = in.read(piece)) {
        out.write(piece, 0, count);
        copied.addAndGet(count);
        LockSupport.parkNanos(PIECE.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      isOver = true;
    }
  }

  /**
   * Notes the time between frames, and what the thread of the window was given of it; an animation
   * that runs lets one follow the other.
   */
  private final class Frames extends AnimationTimer {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long beforeNanos;
    private long usedNanos;

    @Override
    public void handle(long pulse) {
      long now = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      if (beforeNanos != 0) {
        frames.add(now - beforeNanos);
        processor.add(used - usedNanos);
      }
      beforeNanos = now;
      usedNanos = used;
    }
  }

  /** The file that grows, as a capture. */
  private final class Copying implements Capturing, Capturing.Running {
    @Override
    public List<LiveInterface> interfaces() {
      return List.of();
    }

    @Override
    public OptionalLong bytes(LiveInterface of) {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> problem(String filter, LiveInterface.Kind kind) {
      return Optional.empty();
    }

    @Override
    public Path newFile() {
      return file;
    }

    @Override
    public Running start(CaptureOrder order) {
      return this;
    }

    @Override
    public void copy(List<Path> files, Path wanted) {
      throw new IllegalStateException("nobody saves it");
    }

    /** The packets are not counted: every piece brings some. */
    @Override
    public RecordingCounts counts() {
      return new RecordingCounts(copied.get() / BYTES_PER_PIECE, copied.get(), 0, 0);
    }

    @Override
    public List<Path> files() {
      return List.of(file);
    }

    @Override
    public boolean isEnded() {
      return isOver;
    }

    @Override
    public Optional<String> failure() {
      return Optional.empty();
    }

    @Override
    public void mark(String comment) {
      throw new IllegalStateException("nobody marks it");
    }

    @Override
    public OptionalLong markedNanos() {
      return OptionalLong.empty();
    }

    @Override
    public void stop() {
      isOver = true;
    }
  }
}
