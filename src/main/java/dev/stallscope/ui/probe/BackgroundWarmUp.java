package dev.stallscope.ui.probe;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done once, in the background, before the first probe. Belongs to the FX thread. */
final class BackgroundWarmUp {
  private final Callable<?> work;
  private @Nullable CompletableFuture<Void> begun;

  BackgroundWarmUp(Callable<?> work) {
    this.work = work;
  }

  /** Begins it unless it has begun; complete when it is over, well or not. */
  CompletableFuture<Void> begun() {
    CompletableFuture<Void> known = begun;
    if (known == null) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      begun = over;
      known = over;
      Thread.ofPlatform().daemon().name("probe-warm-up").start(() -> run(over));
    }
    return known;
  }

  private void run(CompletableFuture<Void> over) {
    try {
      work.call();
      over.complete(null);
    } catch (Exception | Error e) {
      over.completeExceptionally(e);
    }
  }
}
