package dev.stallscope.bench.window;

import com.sun.management.OperatingSystemMXBean;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.testkit.ManyExchanges;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.window.Sample;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.input.ScrollEvent;

/**
 * How fast the window is, at 1280x800 drawn in software: until it is there, until a capture is
 * open, and its frames while rows scroll and a graph is zoomed. {@code ./check --bench window
 * [CAPTURE]} runs it.
 */
public final class WindowBenchmark {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;
  private static final int EXCHANGES = 100_000;

  /** A screen full, so that every row is drawn again in each frame. */
  private static final int ROWS_A_FRAME = 40;

  private static final int NOTCHES = 20;
  private static final double NOTCH = 40;
  private static final long POLL_NANOS = 5_000_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  /** The argument for opening a capture as the first thing that the program does. */
  private static final String AT_ONCE = "--at-once";

  private final WindowRig rig;

  private WindowBenchmark(WindowRig rig) {
    this.rig = rig;
  }

  /**
   * Measures and prints a line for each: the opening of the captures named, the first of them after
   * the start page was shown for as long as it uses, or at once if the first argument is {@code
   * --at-once}; or where none is named the frames, which then follow each other without a pause.
   */
  public static void main(String[] captures) throws IOException {
    System.setProperty("prism.order", "sw");
    System.setProperty("javafx.animation.fullspeed", String.valueOf(captures.length == 0));
    try (WindowRig rig = WindowRig.open(WIDTH, HEIGHT, List.of(), _ -> List.of())) {
      printStart();
      WindowBenchmark bench = new WindowBenchmark(rig);
      List<String> arguments = new ArrayList<>(List.of(captures));
      if (!arguments.remove(AT_ONCE) && !arguments.isEmpty()) {
        bench.rest();
      }
      for (String capture : arguments) {
        bench.open(Path.of(capture));
      }
      if (captures.length == 0) {
        bench.open(
            "many.pcap", file -> ManyExchanges.write(file, EXCHANGES), WindowBenchmark::scroll);
        bench.open("transfer.pcap", LongTransfer::write, WindowBenchmark::zoom);
      }
    }
    Platform.exit();
  }

  /** Writes a capture. */
  private interface Writing {
    void write(Path file) throws IOException;
  }

  private void open(String name, Writing made, Consumer<WindowBenchmark> measure)
      throws IOException {
    Path folder = Files.createTempDirectory("stallscope-bench-");
    Path capture = folder.resolve(name);
    try {
      made.write(capture);
      open(capture);
      measure.accept(this);
      rig.run(rig.workspace()::closeCapture);
    } finally {
      Files.delete(capture);
      Files.delete(folder);
    }
  }

  /** The user looks for a file for a while. */
  private void rest() {
    AtomicBoolean isWarm = new AtomicBoolean();
    List<Path> samples = Sample.introduced().stream().map(SampleCaptures::file).toList();
    long start = System.nanoTime();
    rig.run(() -> rig.workspace().warmUp(samples, () -> isWarm.set(true)));
    print("warm after %.2f s on the start page", secondsUntil(isWarm::get, start));
  }

  private void open(Path capture) throws IOException {
    rig.run(rig.workspace()::closeCapture);
    Workspace workspace = rig.workspace();
    long start = System.nanoTime();
    double processor = processorSeconds();
    rig.run(() -> workspace.open(List.of(capture)));
    double first = secondsUntil(() -> hasFinding(workspace) || isWhole(), start);
    double complete = secondsUntil(this::isWhole, start);
    print(
        "%s, %,d MB: first finding on screen after %.2f s, complete after %.2f s, %.2f s of processor,"
            + " heap %,d MB",
        capture.getFileName(),
        Files.size(capture) / BYTES_PER_MEGABYTE,
        first,
        complete,
        processorSeconds() - processor,
        heapBytes() / BYTES_PER_MEGABYTE);
  }

  private static boolean hasFinding(Workspace workspace) {
    return workspace.analysis() != null
        && workspace.analysis().findings().stream()
            .anyMatch(finding -> finding.severity() != Severity.INFO);
  }

  private boolean isWhole() {
    return rig.workspace().readingProperty().get() == null && !list().getItems().isEmpty();
  }

  /** Looked for now and then: an animation would draw all the time and slow the reading. */
  private double secondsUntil(Callable<Boolean> condition, long startNanos) {
    while (!rig.ask(condition)) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    rig.run(() -> {});
    return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
  }

  private void scroll() {
    ListView<?> list = rig.ask(this::list);
    FrameTimes times = FrameTimes.of(rig, frame -> list.scrollTo(frame * ROWS_A_FRAME));
    print("scrolling %,d rows: %s", EXCHANGES, times);
  }

  private void zoom() {
    rig.run(
        () -> {
          ((TabPane) rig.stage().getScene().lookup("#proofs")).getSelectionModel().select(0);
          rig.workspace().selection().selectConnection(0);
        });
    // until then it is that of the packets which were read first
    rig.await(() -> facts().getText().startsWith(LongTransfer.SIZE));
    Node graph = rig.ask(() -> rig.stage().getScene().lookup("#window-graph"));
    FrameTimes times =
        FrameTimes.of(rig, frame -> turnWheel(graph, frame / NOTCHES % 2 == 0 ? NOTCH : -NOTCH));
    print("zooming %,d segments: %s", LongTransfer.SEGMENTS, times);
  }

  private Label facts() {
    return (Label) rig.stage().getScene().lookup("#graph-facts");
  }

  private static void turnWheel(Node graph, double delta) {
    graph.fireEvent(
        new ScrollEvent(
            ScrollEvent.SCROLL,
            400,
            100,
            400,
            100,
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            delta,
            0,
            delta,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }

  private ListView<?> list() {
    return (ListView<?>) rig.stage().getScene().lookup("#waterfall-list");
  }

  /** How long after the start of this program the window is on the screen. */
  private static void printStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    print("window after %,d ms", System.currentTimeMillis() - started);
  }

  /** Of all threads, those of the compilers too. */
  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / NANOS_PER_SECOND;
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
