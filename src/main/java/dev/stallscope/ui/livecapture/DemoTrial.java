package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.demo.DemoVisit;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.ProblemText;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import org.jspecify.annotations.Nullable;

/** Has the troubles of the demo server met once, and captures that where nothing does so yet. */
public final class DemoTrial {
  private final Serving demo;
  private final Workspace workspace;
  private final Capturing capturing;
  private final LiveCaptureViewModel capture;
  private final BackgroundTasks.Lane lane;
  private final Runnable refused;
  private final Visit visit;

  /** Where the demo server is. */
  @FunctionalInterface
  public interface Serving {
    /** Does something with it on the FX thread, when it runs. */
    void use(Consumer<DemoServer> action);
  }

  /** Meets the troubles of a server; returns when they are over. */
  @FunctionalInterface
  interface Visit {
    void meet(DemoServer server) throws IOException;
  }

  /** What is visited as soon as the capture that was begun for it runs. */
  private @Nullable DemoServer visited;

  /**
   * Not begun yet.
   *
   * @param refused is told when this user cannot capture; why stands in the set-up
   */
  public DemoTrial(
      Serving demo,
      Workspace workspace,
      Capturing capturing,
      LiveCaptureViewModel capture,
      Runnable refused) {
    this(demo, workspace, capturing, capture, refused, server -> new DemoVisit(server).all(false));
  }

  /** The same with another visit. */
  DemoTrial(
      Serving demo,
      Workspace workspace,
      Capturing capturing,
      LiveCaptureViewModel capture,
      Runnable refused,
      Visit visit) {
    this.demo = demo;
    this.workspace = workspace;
    this.capturing = capturing;
    this.capture = capture;
    this.refused = refused;
    this.visit = visit;
    lane = workspace.tasks().lane();
    capture.stateProperty().addListener((_, old, now) -> follow(old, now));
  }

  /** What {@link #begin} does at the moment, in words. */
  public StringBinding textProperty() {
    return Bindings.createStringBinding(
        () -> Texts.of(capture.isCapturing() ? "demo.meet" : "demo.record"),
        capture.stateProperty());
  }

  /** Meets the troubles; a capture that was begun for it ends with that, the server stays. */
  public void begin() {
    demo.use(this::begin);
  }

  private void begin(DemoServer server) {
    if (capture.isCapturing()) {
      lane.submit(() -> met(server), _ -> {}, this::unmet);
    } else {
      visited = server;
      lane.submit(() -> order(server.ports()), capture::start, this::failed);
    }
  }

  private CaptureOrder order(DemoPorts ports) throws IOException {
    String loopback =
        capturing.interfaces().stream()
            .filter(source -> source.kind() == LiveInterface.Kind.LOOPBACK)
            .map(LiveInterface::name)
            .findFirst()
            .orElse("lo");
    String filter =
        "port (%d or %d or %d or %d)"
            .formatted(ports.http(), ports.https(), ports.slowTls(), ports.dns());
    return CaptureOrder.of(loopback, filter, capturing.newFile());
  }

  private DemoServer met(DemoServer server) throws IOException {
    visit.meet(server);
    return server;
  }

  private void follow(State old, State now) {
    DemoServer current = visited;
    if (current == null) {
      return;
    }
    switch (now) {
      case RUNNING -> lane.submit(() -> met(current), _ -> capture.stop(), this::failed);
      case STOPPING, ENDED -> {
        lane.drop();
        visited = null;
      }
      case NONE -> {
        visited = null;
        if (old == State.STARTING) {
          refused.run();
        }
      }
      case STARTING -> {}
    }
  }

  private void failed(Throwable cause) {
    visited = null;
    if (capture.isCapturing()) {
      capture.stop();
      unmet(cause);
    } else {
      capture.setUp().say(ProblemText.of(cause));
      refused.run();
    }
  }

  private void unmet(Throwable cause) {
    workspace.say(cause);
  }
}
