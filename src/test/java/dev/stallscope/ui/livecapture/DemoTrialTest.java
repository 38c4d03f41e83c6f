package dev.stallscope.ui.livecapture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.ui.demo.DemoViewModel;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTrialTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final FakeCapturing capturing = new FakeCapturing();
  private final LiveCaptureViewModel capture =
      new LiveCaptureViewModel(rig.workspace(), capturing, System::nanoTime);
  private final DemoViewModel demo = new DemoViewModel(rig.workspace());
  private final List<String> refusals = new ArrayList<>();

  @AfterEach
  void close() {
    capture.close();
    rig.close();
  }

  @Test
  void theCaptureEndsWithTheVisitAndTheServerStays() {
    List<DemoServer> met = new ArrayList<>();
    DemoTrial trial = trial(met::add);
    assertThat(trial.textProperty().get()).isEqualTo("Record its troubles");
    trial.begin();
    rig.await(() -> capture.stateProperty().get() == State.ENDED);
    assertThat(met).containsExactly(running());
    assertThat(demo.stateProperty().get()).isEqualTo(DemoViewModel.State.RUNNING);
    assertThat(capturing.order.interfaceName()).isEqualTo("lo");
    assertThat(capturing.order.filter()).contains(Integer.toString(running().ports().slowTls()));
    assertThat(refusals).isEmpty();
  }

  @Test
  void whoCannotCaptureIsToldAndKeepsTheServer() {
    capturing.refusal = "Capturing needs a right.";
    List<DemoServer> met = new ArrayList<>();
    trial(met::add).begin();
    rig.await(() -> !refusals.isEmpty());
    assertThat(capture.setUp().problemProperty().get()).isEqualTo(capturing.refusal);
    assertThat(met).isEmpty();
    assertThat(demo.stateProperty().get()).isEqualTo(DemoViewModel.State.RUNNING);
    assertThat(capture.stateProperty().get()).isEqualTo(State.NONE);
  }

  @Test
  void aCaptureThatRunsIsMetAndGoesOn() throws InterruptedException {
    capture.start(CaptureOrder.of("any", "", SampleCaptures.file("slow-server")));
    rig.await(() -> capture.stateProperty().get() == State.RUNNING);
    List<DemoServer> met = new CopyOnWriteArrayList<>();
    DemoTrial trial = trial(met::add);
    assertThat(trial.textProperty().get()).isEqualTo("Meet its troubles");
    trial.begin();
    DemoServer server = running();
    while (met.isEmpty()) {
      Thread.sleep(5);
    }
    assertThat(met).containsExactly(server);
    assertThat(capturing.order.interfaceName()).isEqualTo("any");
    assertThat(capture.stateProperty().get()).isEqualTo(State.RUNNING);
  }

  @Test
  void stoppedByHandItEndsNothingLater() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    DemoTrial slow =
        trial(
            _ -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException _) {
                ended.countDown();
              }
            });
    slow.begin();
    rig.await(() -> capture.stateProperty().get() == State.RUNNING);
    begun.await();
    capture.stop();
    rig.await(() -> capture.stateProperty().get() == State.ENDED);
    ended.await();
    capture.start(CaptureOrder.of("any", "", SampleCaptures.file("slow-server")));
    rig.await(() -> capture.stateProperty().get() == State.RUNNING);
    assertThat(begun.getCount()).isZero();
    assertThat(capturing.isEnded).isFalse();
  }

  @Test
  void aVisitThatFailsEndsItsCaptureAndIsSaid() {
    trial(
            _ -> {
              throw new IOException("connection reset");
            })
        .begin();
    rig.await(() -> capture.stateProperty().get() == State.ENDED);
    assertThat(rig.workspace().problemProperty().get()).isEqualTo("connection reset");
    assertThat(demo.stateProperty().get()).isEqualTo(DemoViewModel.State.RUNNING);
  }

  private DemoTrial trial(DemoTrial.Visit visit) {
    return new DemoTrial(
        demo::use, rig.workspace(), capturing, capture, () -> refusals.add("refused"), visit);
  }

  private DemoServer running() {
    List<DemoServer> used = new ArrayList<>();
    demo.use(used::add);
    rig.await(() -> !used.isEmpty());
    return used.getFirst();
  }
}
