package dev.stallscope.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does independent pieces of work on all cores, and tells how far it is. */
final class Workers {
  private final int threads;
  private final AnalysisSteps steps;

  Workers(int threads, AnalysisSteps steps) {
    this.threads = threads;
    this.steps = steps;
  }

  int threads() {
    return threads;
  }

  /** Calls {@code work} once for every number from 0 to {@code count - 1}, in no order. */
  void each(AnalysisSteps.Stage stage, int count, IntConsumer work) {
    IntConsumer counted = steps.counted(stage, count, work);
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        done.add(
            pool.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    counted.accept(i);
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed", e.getCause());
    }
  }
}
