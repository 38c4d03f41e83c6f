package dev.stallscope.ui.workspace;

import dev.stallscope.chart.TimeScale;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Which of the capture's time is in view, and which time is called 0: of the waterfall, and of
 * panes whose rows are drawn on the same time.
 */
public final class TimeAxis {
  /** Of a capture without anything in it; not empty, so that it can be drawn on a scale. */
  public static final TimeSpan NOTHING = new TimeSpan(0, Nanos.PER_MILLI);

  private final Selection selection;
  private final ReadOnlyObjectWrapper<TimeSpan> view = new ReadOnlyObjectWrapper<>(NOTHING);
  private final ReadOnlyObjectWrapper<Long> zeroNanos = new ReadOnlyObjectWrapper<>(0L);
  private TimeSpan content = NOTHING;
  private TimeSpan whole = NOTHING;

  TimeAxis(Selection selection) {
    this.selection = selection;
    selection.zeroNanosProperty().addListener((_, _, _) -> count());
  }

  /** The time that is shown. */
  public ReadOnlyObjectProperty<TimeSpan> viewProperty() {
    return view.getReadOnlyProperty();
  }

  /** Which time is called 0: the one chosen for all panes, else the start. */
  public ReadOnlyObjectProperty<Long> zeroNanosProperty() {
    return zeroNanos.getReadOnlyProperty();
  }

  /** Takes the time of another table, of the same capture or of another one. */
  public void replace(TimeSpan next, boolean isOtherCapture) {
    content = next;
    reach(next, isOtherCapture || view.get().equals(whole));
  }

  /** Goes on for some time after the end of the table, where words stand behind bars. */
  public void makeRoom(long nanos) {
    TimeSpan longer = new TimeSpan(content.startNanos(), content.endNanos() + nanos);
    if (!longer.equals(whole)) {
      reach(longer, view.get().equals(whole));
    }
  }

  /** What is shown of the time that is now all there is: all of it, or what was shown before. */
  private void reach(TimeSpan next, boolean showsAll) {
    TimeSpan range = selection.rangeProperty().get();
    whole = next;
    count();
    show(range != null ? range : showsAll ? whole : view.get());
  }

  private void count() {
    Long chosen = selection.zeroNanosProperty().get();
    zeroNanos.set(chosen == null ? whole.startNanos() : chosen);
  }

  /**
   * Zooms.
   *
   * @param at what stays in place: 0 for the axis' start to 1 for its end
   * @param factor above 1 to see less in more detail
   */
  public void zoom(double at, double factor) {
    show(scale().zoomed(at, factor, whole).span());
  }

  /** Moves by a part of the visible time, to later times for a positive one. */
  public void pan(double part) {
    show(scale().moved(part, whole).span());
  }

  /** Shows all of the time. */
  public void showAll() {
    show(whole);
  }

  /** Shows a range, or all of the time. */
  public void showRange(@Nullable TimeSpan range) {
    show(range == null ? whole : range);
  }

  /** Shows a span with some time around it. */
  public void zoomTo(TimeSpan span) {
    long margin = span.durationNanos() / 10 + TimeScale.SHORTEST_NANOS;
    show(new TimeSpan(span.startNanos() - margin, span.endNanos() + margin));
  }

  /** Moves to a span if none of it is in view. */
  public void reveal(TimeSpan span) {
    if (!span.overlaps(view.get())) {
      long middle = span.startNanos() + span.durationNanos() / 2;
      long half = view.get().durationNanos() / 2;
      pan((double) (middle - half - view.get().startNanos()) / view.get().durationNanos());
    }
  }

  private TimeScale scale() {
    return new TimeScale(view.get(), 0, 1);
  }

  private void show(TimeSpan wanted) {
    long start = Math.clamp(wanted.startNanos(), whole.startNanos(), whole.endNanos() - 1);
    long end = Math.clamp(wanted.endNanos(), start + 1, whole.endNanos());
    view.set(new TimeSpan(start, end));
  }
}
