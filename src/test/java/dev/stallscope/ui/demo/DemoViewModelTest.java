package dev.stallscope.ui.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoRequests;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.ui.demo.DemoViewModel.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final DemoViewModel model = new DemoViewModel(rig.workspace(), DemoPorts.FREE);
  private final List<DemoServer> used = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void itIsStartedOnceForAllThatUseIt() {
    model.use(used::add);
    model.use(used::add);
    assertThat(model.stateProperty().get()).isEqualTo(State.STARTING);
    rig.await(() -> used.size() == 2);
    model.use(used::add);
    assertThat(used).hasSize(3).containsOnly(used.getFirst());
    assertThat(model.stateProperty().get()).isEqualTo(State.RUNNING);
    assertThat(model.address()).isEqualTo("http://127.0.0.1:" + ports().http() + "/");
    assertThat(model.requests()).isEqualTo(DemoRequests.all(ports()));
    assertThat(listens()).isTrue();
  }

  @Test
  void stoppedItNoLongerListensAndCanBeStartedAgain() throws Exception {
    run();
    model.stop();
    assertThat(model.stateProperty().get()).isEqualTo(State.NONE);
    assertThat(model.address()).isEmpty();
    assertThat(model.requests()).isEmpty();
    awaitSilence();
    run();
    assertThat(used.getLast()).isNotSameAs(used.getFirst());
  }

  @Test
  void itEndsWithTheWindow() throws Exception {
    run();
    rig.close();
    awaitSilence();
  }

  @Test
  void whereAPortIsTakenItListensElsewhere() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoPorts wanted = new DemoPorts(taken.getLocalPort(), 0, 0, 0);
      new DemoViewModel(rig.workspace(), wanted).use(used::add);
      rig.await(() -> !used.isEmpty());
      assertThat(ports().http()).isNotEqualTo(taken.getLocalPort());
      assertThat(listens()).isTrue();
    }
  }

  @Test
  void itIsTrustedWhileItRuns() {
    run();
    ProbePlan plan = ProbePlan.of("https://localhost:" + ports().https() + "/page").build();
    assertThat(model.trusting(plan).trusted())
        .containsExactly(used.getFirst().certificate().certificate());
    assertThat(model.trusting(model.trusting(plan))).isEqualTo(model.trusting(plan));
    model.stop();
    assertThat(model.trusting(plan)).isSameAs(plan);
  }

  private void run() {
    int before = used.size();
    model.use(used::add);
    rig.await(() -> used.size() > before);
  }

  private DemoPorts ports() {
    return used.getFirst().ports();
  }

  private void awaitSilence() throws InterruptedException {
    while (listens()) {
      Thread.sleep(20);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports().http()));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
