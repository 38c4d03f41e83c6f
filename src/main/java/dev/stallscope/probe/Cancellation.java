package dev.stallscope.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A wish to stop, and what is to be done at once when it comes. */
final class Cancellation {
  private final CompletableFuture<Void> requested = new CompletableFuture<>();
  private final List<Runnable> actions = new ArrayList<>();

  boolean isRequested() {
    return requested.isDone();
  }

  /** Is complete from the request on. */
  CompletableFuture<Void> requested() {
    return requested;
  }

  /** Asks for an end; a second time does nothing. */
  void request() {
    List<Runnable> due;
    synchronized (actions) {
      if (!requested.complete(null)) {
        return;
      }
      due = List.copyOf(actions);
    }
    due.forEach(Runnable::run);
  }

  /** Does something on request, at once if it has been made. */
  void onRequest(Runnable action) {
    synchronized (actions) {
      if (!requested.isDone()) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
