package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static final Duration OFTEN = Duration.millis(20);
  private static final int SEVERAL = 10;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();

  @Test
  void aClockEndsWithItsWindow() throws InterruptedException {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      Label node = rig.ask(() -> new Label());
      rig.run(
          () -> {
            Ticks.whileOpen(node, OFTEN, open::incrementAndGet);
            Ticks.whileVisible(node, OFTEN, seen::incrementAndGet);
          });
      assertStandsStill(open);
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(node));
      rig.await(() -> open.get() > 0 && seen.get() > 0);
      rig.run(() -> node.setVisible(false));
      assertStandsStill(seen);
      int before = open.get();
      rig.await(() -> open.get() > before);
      rig.run(() -> node.setVisible(true));
      int hidden = seen.get();
      rig.await(() -> seen.get() > hidden);
      rig.run(rig.stage()::close);
      assertStandsStill(open);
      assertStandsStill(seen);
    }
  }

  private static void assertStandsStill(AtomicInteger ticks) throws InterruptedException {
    int before = ticks.get();
    Thread.sleep((long) (SEVERAL * OFTEN.toMillis()));
    assertThat(ticks).hasValue(before);
  }
}
