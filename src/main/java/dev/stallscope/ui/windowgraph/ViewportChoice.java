package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Selection;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a graph is looked at: what the user zoomed to, until what is selected is another
 * matter; else the brushed time, else everything.
 */
final class ViewportChoice {
  private final Selection selection;
  private final ReadOnlyObjectWrapper<@Nullable WindowGraphViewport> viewport =
      new ReadOnlyObjectWrapper<>();

  ViewportChoice(Selection selection) {
    this.selection = selection;
  }

  /** What is looked at; null without a graph. */
  ReadOnlyObjectProperty<@Nullable WindowGraphViewport> viewportProperty() {
    return viewport.getReadOnlyProperty();
  }

  @Nullable WindowGraphViewport get() {
    return viewport.get();
  }

  void set(@Nullable WindowGraphViewport next) {
    viewport.set(next);
  }

  /** The same time of a graph of the same connection. */
  WindowGraphViewport atSameTime(WindowGraph read) {
    WindowGraphViewport before = viewport.get();
    return before == null
        ? WindowGraphViewport.all(read)
        : new WindowGraphViewport(before.time(), null);
  }

  /** What is looked at, or all of the connection, which may have become more. */
  WindowGraphViewport asBefore(
      Selected selected, WindowGraph read, @Nullable WindowGraph shown, OpenCapture capture) {
    WindowGraphViewport before = viewport.get();
    if (shown == null || before == null || shown.connection() != read.connection()) {
      return focus(selected, read, capture);
    }
    return before.equals(WindowGraphViewport.all(shown)) ? WindowGraphViewport.all(read) : before;
  }

  /** What is selected, else the brushed time, else everything. */
  WindowGraphViewport focus(Selected selected, WindowGraph of, OpenCapture capture) {
    return Focus.of(selected, of, capture.analysis())
        .orElseGet(() -> within(selection.rangeProperty().get(), of));
  }

  /** The brushed time, else everything. */
  void follow(@Nullable TimeSpan range, WindowGraph shown) {
    viewport.set(within(range, shown));
  }

  /**
   * Another finding or exchange of the same connection moves the view; a packet only if it must.
   */
  void refocus(Selected before, Selected selected, WindowGraph shown, OpenCapture capture) {
    WindowGraphViewport current = viewport.get();
    boolean isSameMatter =
        before.exchange() == selected.exchange()
            && Objects.equals(before.finding(), selected.finding());
    if (current == null) {
      return;
    }
    if (!isSameMatter) {
      viewport.set(focus(selected, shown, capture));
    } else {
      shown
          .packet(selected.packet())
          .ifPresent(point -> viewport.set(current.showing(point.epochNanos(), shown)));
    }
  }

  private static WindowGraphViewport within(@Nullable TimeSpan range, WindowGraph of) {
    return range == null ? WindowGraphViewport.all(of) : WindowGraphViewport.around(range, 0L, of);
  }
}
