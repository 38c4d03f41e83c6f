package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import dev.stallscope.chart.windowgraph.WindowGraphLook;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.chart.windowgraph.WindowGraphWords;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The graph of the selected connection, and what of it is looked at. */
public final class WindowGraphViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane reading;
  private final WindowGraphWords words = new GraphWords();
  private final ReadOnlyObjectWrapper<@Nullable WindowGraph> graph = new ReadOnlyObjectWrapper<>();
  private final ViewportChoice viewport;
  private final ReadOnlyObjectWrapper<Vacancy> vacancy =
      new ReadOnlyObjectWrapper<>(Vacancy.NOTHING_SELECTED);
  private final GraphChoice choice;
  private final BooleanBinding isShown = Bindings.createBooleanBinding(this::hasGraph, graph);
  private final BooleanBinding hasSequenceNumbers =
      Bindings.createBooleanBinding(this::isOfStream, graph);
  private final BooleanBinding hasConnections;
  private GraphSubject wanted = GraphSubject.NOTHING;
  private Selected followed = Selected.NOTHING;

  /** Why there is no graph. */
  public enum Vacancy {
    NOTHING_SELECTED,
    /** What is selected used none. */
    NO_CONNECTION,
    /** The capture holds none. */
    NO_CONNECTIONS,
    READING,
    /** A graph is there, or will replace the one that is. */
    NONE
  }

  public WindowGraphViewModel(Workspace workspace) {
    this.workspace = workspace;
    reading = workspace.tasks().lane();
    choice = new GraphChoice(workspace.settings());
    viewport = new ViewportChoice(workspace.selection());
    hasConnections =
        Bindings.createBooleanBinding(() -> connections() > 0, workspace.captureProperty());
    workspace.captureProperty().addListener((_, _, _) -> follow());
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    workspace.selection().rangeProperty().addListener((_, _, range) -> follow(range));
    follow();
  }

  /** The graph, or null where {@link #vacancyProperty} says why there is none. */
  public ReadOnlyObjectProperty<@Nullable WindowGraph> graphProperty() {
    return graph.getReadOnlyProperty();
  }

  /** What of the graph is looked at; null without a graph. */
  public ReadOnlyObjectProperty<@Nullable WindowGraphViewport> viewportProperty() {
    return viewport.viewportProperty();
  }

  public ReadOnlyObjectProperty<Vacancy> vacancyProperty() {
    return vacancy.getReadOnlyProperty();
  }

  /** How the user wants it. */
  public GraphChoice choice() {
    return choice;
  }

  /** Whether there is a graph. */
  public BooleanBinding isShown() {
    return isShown;
  }

  /** Whether there is a graph whose numbers can be written as on the wire. */
  public BooleanBinding hasSequenceNumbers() {
    return hasSequenceNumbers;
  }

  /** Whether there is a connection to go to. */
  public BooleanBinding hasConnections() {
    return hasConnections;
  }

  /** How the graph is written and marked now. */
  public WindowGraphLook look() {
    return new WindowGraphLook(
        words,
        zeroNanos(),
        choice.absoluteProperty().get() && isOfStream(),
        choice.legendProperty().get(),
        workspace.selection().selected().packet());
  }

  /** What all panes call 0, else the capture's beginning. */
  private long zeroNanos() {
    OpenCapture capture = workspace.capture();
    Long chosen = workspace.selection().zeroNanosProperty().get();
    if (chosen != null || capture == null) {
      return chosen == null ? 0 : chosen;
    }
    return capture.analysis().measurements().capture().firstNanos();
  }

  /** The connection in words, empty ones without a graph. */
  public ConnectionText text() {
    WindowGraph shown = graph.get();
    OpenCapture capture = workspace.capture();
    boolean isOfCapture = shown != null && shown.connection() < connections();
    return isOfCapture && capture != null
        ? ConnectionText.of(shown, capture.analysis().measurements())
        : ConnectionText.NONE;
  }

  /** What is at a point of the graph, a line each. */
  List<Readout.Line> readout(WindowGraphLayout layout, double x, double y) {
    WindowGraph shown = graph.get();
    return shown == null ? List.of() : new Readout(shown, layout, look()).at(x, y);
  }

  /** Looks at another part of the graph. */
  public void look(WindowGraphViewport next) {
    if (graph.get() != null) {
      viewport.set(next);
    }
  }

  /** Shows all of the connection again. */
  public void showAll() {
    WindowGraph shown = graph.get();
    if (shown != null) {
      viewport.set(WindowGraphViewport.all(shown));
    }
  }

  public void nextConnection() {
    go(1);
  }

  public void previousConnection() {
    go(-1);
  }

  private void go(int step) {
    int count = connections();
    int next = wanted.connection() < 0 ? 0 : wanted.connection() + step;
    if (next >= 0 && next < count) {
      workspace.selection().selectConnection(next);
    }
  }

  /** Shows the data that flow the other way, at the same time. */
  public void switchDirection() {
    if (graph.get() != null) {
      read(wanted.reverse(), viewport::atSameTime);
    }
  }

  /** Selects a packet of the graph for all panes. */
  public void select(int packet) {
    WindowGraph shown = graph.get();
    if (shown != null) {
      workspace.selection().selectPacket(packet, shown.connection());
    }
  }

  /** Selects the packet before or after the selected one, else the first that is in view. */
  public void step(boolean isForward) {
    WindowGraph shown = graph.get();
    WindowGraphViewport current = viewport.get();
    if (shown != null && current != null) {
      int selected = workspace.selection().selected().packet();
      shown
          .packet(selected)
          .map(_ -> shown.neighbour(selected, isForward))
          .orElseGet(() -> shown.firstIn(current.time()))
          .ifPresent(point -> select(point.packet()));
    }
  }

  private boolean isOfStream() {
    WindowGraph shown = graph.get();
    return shown != null && shown.numbers() == ConnectionSeries.Numbers.STREAM_BYTES;
  }

  private boolean hasGraph() {
    return graph.get() != null;
  }

  private int connections() {
    OpenCapture capture = workspace.capture();
    return capture == null ? 0 : capture.analysis().measurements().connectionCount();
  }

  private void follow() {
    Selected before = followed;
    Selected selected = workspace.selection().selected();
    OpenCapture capture = workspace.capture();
    GraphSubject next =
        capture == null
            ? GraphSubject.NOTHING
            : GraphSubject.of(selected, capture).orElse(GraphSubject.NOTHING);
    followed = selected;
    if (capture == null || next.connection() < 0) {
      clear(vacancy(selected));
    } else if (next.isLaterStateOf(wanted)) {
      read(
          next.facing(wanted.direction()),
          read -> viewport.asBefore(followed, read, graph.get(), capture));
    } else if (!next.isOfSameConnection(wanted)) {
      read(next, read -> viewport.focus(followed, read, capture));
    } else {
      refocus(before, selected);
    }
  }

  /** Why what is selected has no graph. */
  private Vacancy vacancy(Selected selected) {
    if (workspace.capture() != null && connections() == 0) {
      return Vacancy.NO_CONNECTIONS;
    }
    boolean isNothing = selected.packet() < 0 && selected.exchange() < 0;
    return isNothing ? Vacancy.NOTHING_SELECTED : Vacancy.NO_CONNECTION;
  }

  private void read(GraphSubject next, Function<WindowGraph, WindowGraphViewport> view) {
    OpenCapture capture = next.capture();
    if (capture == null) {
      return;
    }
    wanted = next;
    vacancy.set(graph.get() == null ? Vacancy.READING : Vacancy.NONE);
    reading.submit(
        () -> WindowGraph.of(capture, next.connection(), next.direction()),
        read -> show(read, view.apply(read)),
        failure -> {
          clear(Vacancy.NOTHING_SELECTED);
          workspace.say(failure);
        });
  }

  private void show(WindowGraph read, WindowGraphViewport view) {
    vacancy.set(Vacancy.NONE);
    viewport.set(view);
    graph.set(read);
  }

  private void clear(Vacancy why) {
    reading.drop();
    wanted = GraphSubject.NOTHING;
    graph.set(null);
    viewport.set(null);
    vacancy.set(why);
  }

  private void refocus(Selected before, Selected selected) {
    WindowGraph shown = graph.get();
    OpenCapture capture = workspace.capture();
    if (shown != null && capture != null) {
      viewport.refocus(before, selected, shown, capture);
    }
  }

  private void follow(@Nullable TimeSpan range) {
    WindowGraph shown = graph.get();
    if (shown != null) {
      viewport.follow(range, shown);
    }
  }
}
