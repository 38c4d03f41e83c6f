package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.livecapture.FakeCapturing;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuitCardTest {
  private final WindowRig rig = WindowRig.open(800, 600, List.of(), _ -> List.of());
  private final AtomicInteger quits = new AtomicInteger();
  private final LiveCaptureViewModel live =
      new LiveCaptureViewModel(rig.workspace(), new FakeCapturing(), System::nanoTime);
  private final QuitCard card = rig.ask(() -> new QuitCard(live, quits::incrementAndGet));

  @AfterEach
  void close() {
    live.close();
    rig.close();
  }

  @Test
  void withoutACaptureNothingIsAsked() {
    rig.run(card::quit);
    assertThat(quits.get()).isEqualTo(1);
    assertThat(card.node().isVisible()).isFalse();
  }

  @Test
  void whileItCapturesItAsksAndBothAnswersWork() {
    rig.run(() -> rig.stage().setScene(new Scene(new StackPane(card.node()), 800, 600)));
    start();
    rig.run(card::quit);
    assertThat(quits.get()).isZero();
    assertThat(rig.find("#quit-words", Label.class).getText())
        .startsWith("Capturing on eth0: no packets yet, 0 B, none lost. It ends");
    rig.run(rig.find("#quit-card-close", Button.class)::fire);
    assertThat(card.node().isVisible()).isFalse();
    assertThat(live.isCapturing()).isTrue();
    rig.run(card::quit);
    rig.run(rig.find("#quit-leave", Button.class)::fire);
    assertThat(quits.get()).isEqualTo(1);
  }

  private void start() {
    CaptureOrder order = CaptureOrder.of("eth0", "", SampleCaptures.file("slow-server"));
    rig.run(() -> live.start(order));
    rig.await(() -> live.stateProperty().get() == State.RUNNING);
  }

  @Test
  void aCaptureThatHasEndedIsNotAskedFor() {
    start();
    rig.run(live::stop);
    rig.await(
        () -> {
          live.tick();
          return live.stateProperty().get() == State.ENDED;
        });
    assertThat(rig.ask(card::isAsked)).isFalse();
  }
}
