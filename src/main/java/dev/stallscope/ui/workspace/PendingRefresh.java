package dev.stallscope.ui.workspace;

import org.jspecify.annotations.Nullable;

/** Who waits until files that grow are shown as they are now, or will not be: told once. */
final class PendingRefresh {
  private @Nullable Runnable waiting;

  /** Somebody waits in place of who did. */
  void begin(Runnable done) {
    drop();
    waiting = done;
  }

  /** Tells who waits, unless that is somebody else by now. */
  void end(Runnable done) {
    if (done.equals(waiting)) {
      drop();
    }
  }

  /** Tells whoever waits. */
  void drop() {
    Runnable told = waiting;
    waiting = null;
    if (told != null) {
      told.run();
    }
  }
}
