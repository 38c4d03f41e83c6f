package dev.stallscope.ui.demo;

import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoRequest;
import dev.stallscope.demo.DemoRequests;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.demo.DemoTrust;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The demo server of this window. All methods belong to the FX thread. */
public final class DemoViewModel {
  /** Whether it runs. */
  public enum State {
    NONE,
    STARTING,
    RUNNING
  }

  private final Workspace workspace;
  private final DemoPorts wanted;
  private final BackgroundTasks.Lane lane;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
  private final List<Consumer<DemoServer>> waiting = new ArrayList<>();

  /** Written when it has been started, by the thread that did so. */
  private volatile @Nullable DemoServer server;

  private volatile boolean isClosed;

  /** Not started yet; ends with the workspace. */
  public DemoViewModel(Workspace workspace) {
    this(workspace, DemoPorts.USUAL);
  }

  /**
   * The same.
   *
   * @param wanted where it shall listen; where one of these is taken, on any that are free
   */
  DemoViewModel(Workspace workspace, DemoPorts wanted) {
    this.workspace = workspace;
    this.wanted = wanted;
    lane = workspace.tasks().lane();
    workspace.onClose(this::close);
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Does something with the server, which is started first if it does not run. */
  public void use(Consumer<DemoServer> action) {
    DemoServer current = server;
    if (state.get() == State.RUNNING && current != null) {
      action.accept(current);
      return;
    }
    waiting.add(action);
    if (state.get() == State.NONE) {
      state.set(State.STARTING);
      lane.submit(this::started, this::begin, this::failed);
    }
  }

  private DemoServer started() throws IOException {
    DemoServer begun = listening();
    server = begun;
    if (isClosed) {
      begun.close();
    }
    return begun;
  }

  private DemoServer listening() throws IOException {
    try {
      return DemoServer.start(wanted);
    } catch (IOException _) {
      // perhaps one runs in a terminal
      return DemoServer.start(DemoPorts.FREE);
    }
  }

  private void begin(DemoServer begun) {
    state.set(State.RUNNING);
    List<Consumer<DemoServer>> actions = List.copyOf(waiting);
    waiting.clear();
    actions.forEach(action -> action.accept(begun));
  }

  private void failed(Throwable cause) {
    waiting.clear();
    state.set(State.NONE);
    workspace.say(cause);
  }

  /** Ends it, if it runs. */
  public void stop() {
    DemoServer current = server;
    if (state.get() == State.RUNNING && current != null) {
      server = null;
      state.set(State.NONE);
      current.close();
    }
  }

  private void close() {
    isClosed = true;
    DemoServer current = server;
    if (current != null) {
      current.close();
    }
  }

  /** The page that lists its troubles; empty while it does not run. */
  public String address() {
    DemoServer current = server;
    return current == null ? "" : "http://127.0.0.1:%d/".formatted(current.ports().http());
  }

  /** What it can be asked; nothing while it does not run. */
  public List<DemoRequest> requests() {
    DemoServer current = server;
    return current == null ? List.of() : DemoRequests.all(current.ports());
  }

  /** The same plan, able to ask this server if that is what it asks. */
  public ProbePlan trusting(ProbePlan plan) {
    DemoServer current = server;
    return current == null ? plan : DemoTrust.in(current).applied(plan);
  }
}
