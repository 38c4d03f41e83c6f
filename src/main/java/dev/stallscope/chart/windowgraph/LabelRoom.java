package dev.stallscope.chart.windowgraph;

import java.util.ArrayList;
import java.util.List;

/** Keeps labels from covering each other: the first that comes gets the room. */
final class LabelRoom {
  private static final double SPACE = 6;

  private final PlotArea area;
  private final List<PlotArea> taken = new ArrayList<>();

  LabelRoom(PlotArea area) {
    this.area = area;
  }

  /** Takes the room, if it is free and inside of the plot. */
  boolean take(double left, double top, double right, double bottom) {
    PlotArea wanted = new PlotArea(left - SPACE, top, right + SPACE, bottom);
    boolean isInside =
        left >= area.left()
            && right <= area.right()
            && top >= area.top()
            && bottom <= area.bottom();
    if (!isInside || taken.stream().anyMatch(other -> overlap(wanted, other))) {
      return false;
    }
    taken.add(wanted);
    return true;
  }

  private static boolean overlap(PlotArea one, PlotArea other) {
    return one.left() < other.right()
        && other.left() < one.right()
        && one.top() < other.bottom()
        && other.top() < one.bottom();
  }
}
