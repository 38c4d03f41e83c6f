package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.demo.DemoVisit;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tries it all out on this machine: the demo server, captured while each trouble is met. */
public final class DemoTrial {
  private final Capturing capturing;
  private final LiveCaptureViewModel capture;
  private final BackgroundTasks.Lane lane;
  private final Runnable refused;
  private @Nullable DemoServer server;

  private record Begun(DemoServer server, CaptureOrder order) {}

  /**
   * Not begun yet.
   *
   * @param refused is told when this user cannot capture; why stands in the set-up
   */
  public DemoTrial(
      Workspace workspace, Capturing capturing, LiveCaptureViewModel capture, Runnable refused) {
    this.capturing = capturing;
    this.capture = capture;
    this.refused = refused;
    lane = workspace.tasks().lane();
    capture.stateProperty().addListener((_, old, now) -> follow(old, now));
  }

  /** Starts server and capture, meets the troubles, and ends both. */
  public void begin() {
    close();
    lane.submit(this::prepare, this::begun, this::failed);
  }

  private Begun prepare() throws IOException {
    String loopback =
        capturing.interfaces().stream()
            .filter(source -> source.kind() == LiveInterface.Kind.LOOPBACK)
            .map(LiveInterface::name)
            .findFirst()
            .orElse("lo");
    Path file = capturing.newFile();
    DemoServer started = DemoServer.start(DemoPorts.FREE);
    DemoPorts ports = started.ports();
    String filter =
        "port (%d or %d or %d or %d)"
            .formatted(ports.http(), ports.https(), ports.slowTls(), ports.dns());
    return new Begun(started, CaptureOrder.of(loopback, filter, file));
  }

  private void begun(Begun begun) {
    server = begun.server();
    capture.start(begun.order());
  }

  private void follow(State old, State now) {
    DemoServer current = server;
    if (current == null) {
      return;
    }
    if (now == State.RUNNING) {
      lane.submit(
          () -> {
            new DemoVisit(current).all(false);
            return current;
          },
          _ -> capture.stop(),
          this::failed);
    } else if (now == State.ENDED) {
      close();
    } else if (old == State.STARTING && now == State.NONE) {
      close();
      refused.run();
    }
  }

  private void failed(Throwable cause) {
    capture.setUp().say(LiveSetUpViewModel.words(cause));
    capture.stop();
    close();
    refused.run();
  }

  /** Ends the server. */
  public void close() {
    DemoServer current = server;
    server = null;
    if (current != null) {
      current.close();
    }
  }
}
