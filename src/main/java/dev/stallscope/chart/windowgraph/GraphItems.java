package dev.stallscope.chart.windowgraph;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a window graph has to draw at all. */
final class GraphItems {
  private GraphItems() {}

  static Set<WindowGraphItem> of(WindowGraph graph) {
    EnumSet<WindowGraphItem> there =
        switch (graph.series().numbers()) {
          case STREAM_BYTES -> ofStream(graph);
          case PACKETS -> ofPackets(graph);
          case DATAGRAM_BYTES -> EnumSet.of(WindowGraphItem.UNREAD);
        };
    add(there, WindowGraphItem.ACKNOWLEDGED, !graph.acknowledged().isEmpty());
    add(there, WindowGraphItem.SELECTIVELY_ACKNOWLEDGED, !graph.selective().isEmpty());
    add(there, WindowGraphItem.SENT_AGAIN, graph.sentPoints().has(SegmentKind.SENT_AGAIN));
    add(there, WindowGraphItem.LOST, graph.sentPoints().has(SegmentKind.LOST));
    add(there, WindowGraphItem.MISSING, graph.sentPoints().has(SegmentKind.MISSING));
    add(there, WindowGraphItem.OUT_OF_ORDER, graph.sentPoints().has(SegmentKind.OUT_OF_ORDER));
    add(there, WindowGraphItem.PROBE, graph.sentPoints().has(SegmentKind.PROBE));
    add(there, WindowGraphItem.IN_FLIGHT, !graph.flight().isEmpty());
    add(there, WindowGraphItem.ROUND_TRIP, !graph.roundTrips().isEmpty());
    add(there, WindowGraphItem.WINDOW_CLOSED, !graph.series().zeroWindows().isEmpty());
    add(there, WindowGraphItem.STALL, !graph.series().lost().isEmpty());
    return Collections.unmodifiableSet(there);
  }

  private static EnumSet<WindowGraphItem> ofStream(WindowGraph graph) {
    EnumSet<WindowGraphItem> there = EnumSet.of(WindowGraphItem.SENT);
    add(there, WindowGraphItem.WINDOW, !graph.edge().isEmpty());
    add(
        there,
        WindowGraphItem.WINDOW_UNKNOWN,
        graph.edge().isEmpty() && !graph.acknowledged().isEmpty());
    return there;
  }

  private static EnumSet<WindowGraphItem> ofPackets(WindowGraph graph) {
    EnumSet<WindowGraphItem> there = EnumSet.of(WindowGraphItem.PACKETS);
    add(there, WindowGraphItem.ALLOWED, !graph.window().isEmpty());
    return there;
  }

  private static void add(Set<WindowGraphItem> items, WindowGraphItem item, boolean isThere) {
    if (isThere) {
      items.add(item);
    }
  }
}
