package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.workspace.Workspace;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsDisplay
class ClosedWindowTest {
  private static final int PAUSE_MILLIS = 50;

  @Test
  @Timeout(60)
  void whatAClosedWindowShowedIsLetGoOf() throws InterruptedException {
    WeakReference<Workspace> closed = openAndClose();
    // the toolkit remembers the window that had the focus last
    try (WindowRig next = WindowRig.open(SampleCaptures.file("slow-server"))) {
      while (closed.get() != null) {
        System.gc();
        Thread.sleep(PAUSE_MILLIS);
      }
      assertThat(next.stage().isShowing()).isTrue();
    }
  }

  private static WeakReference<Workspace> openAndClose() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      return new WeakReference<>(rig.workspace());
    }
  }
}
