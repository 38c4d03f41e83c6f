package dev.stallscope.bench.window;

import dev.stallscope.testkit.WindowRig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;

/**
 * How long frames take while something changes in each of them: the time from one pulse to the
 * next, which holds layout, drawing and painting, since a pulse waits for the painting of the one
 * before it. Where other programs compete for the processors, only the time that the two threads of
 * the window were given for a frame means something.
 *
 * @param nanos ascending, never empty
 * @param processorNanos of a frame on the average, layout, drawing and painting together
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrameTimes(long[] nanos, long processorNanos) {
  private static final int WARM_UP = 60;
  private static final int MEASURED = 300;
  private static final String PAINTER = "QuantumRenderer";
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Measures, in a window that is shown.
   *
   * @param change makes the frame of a number from 0 look different, on the FX thread
   */
  static FrameTimes of(WindowRig rig, IntConsumer change) {
    CompletableFuture<FrameTimes> measured = new CompletableFuture<>();
    rig.run(() -> new Timer(change, measured).start());
    return measured.join();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, nine of ten %.1f ms, longest %.1f ms, processor %.1f ms a frame",
        share(0.5),
        share(0.9),
        share(1),
        processorNanos / NANOS_PER_MILLI);
  }

  private double share(double part) {
    return nanos[(int) ((nanos.length - 1) * part)] / NANOS_PER_MILLI;
  }

  private static final class Timer extends AnimationTimer {
    private final IntConsumer change;
    private final CompletableFuture<FrameTimes> measured;
    private final long[] times = new long[MEASURED];
    private int frame;
    private long before;
    private long processorBefore;

    Timer(IntConsumer change, CompletableFuture<FrameTimes> measured) {
      this.change = change;
      this.measured = measured;
    }

    @Override
    public void handle(long pulse) {
      long now = System.nanoTime();
      if (frame > WARM_UP) {
        times[frame - WARM_UP - 1] = now - before;
      }
      before = now;
      if (frame == WARM_UP) {
        processorBefore = processorNanos();
      }
      if (frame == WARM_UP + MEASURED) {
        stop();
        Arrays.sort(times);
        measured.complete(new FrameTimes(times, (processorNanos() - processorBefore) / MEASURED));
        return;
      }
      change.accept(frame++);
    }

    private static long processorNanos() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
          .filter(Objects::nonNull)
          .filter(
              thread ->
                  thread.getThreadId() == Thread.currentThread().threadId()
                      || thread.getThreadName().startsWith(PAINTER))
          .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
          .sum();
    }
  }
}
