package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphItem;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import dev.stallscope.chart.windowgraph.WindowGraphLook;
import dev.stallscope.chart.windowgraph.WindowGraphPoint;
import dev.stallscope.chart.windowgraph.WindowGraphValues;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The values under the crosshair. */
final class Readout {
  private final WindowGraph graph;
  private final WindowGraphLayout layout;
  private final WindowGraphLook look;
  private final List<Line> lines = new ArrayList<>();

  /** A name and its value; the name is empty for a line that is a sentence. */
  record Line(String name, String value) {}

  Readout(WindowGraph graph, WindowGraphLayout layout, WindowGraphLook look) {
    this.graph = graph;
    this.layout = layout;
    this.look = look;
  }

  /** The lines for a point of either plot. */
  List<Line> at(double x, double y) {
    long nanos = layout.time().nanosAt(x);
    layout.packetAt(x, y).ifPresent(point -> add("", sentence(point)));
    add("time", DurationText.of(nanos - look.zeroNanos()));
    if (layout.upper().contains(x, y)) {
      add(
          graph.numbers() == ConnectionSeries.Numbers.PACKETS ? "number" : "sequence",
          sequence(layout.sequence().valueAt(y)));
    }
    WindowGraphValues values = graph.at(nanos);
    known("acknowledged", values.acknowledged(), sequence(values.acknowledged()));
    known("edge", values.windowEdge(), sequence(values.windowEdge()));
    known("in-flight", values.inFlightBytes(), SizeText.of(values.inFlightBytes()));
    known(
        graph.numbers() == ConnectionSeries.Numbers.STREAM_BYTES ? "window" : "allowed",
        values.windowBytes(),
        SizeText.of(values.windowBytes()));
    known("round-trip", values.roundTripNanos(), DurationText.of(values.roundTripNanos()));
    return lines;
  }

  private void known(String name, long value, String text) {
    if (value >= 0) {
      add(name, text);
    }
  }

  private void add(String name, String value) {
    lines.add(new Line(name.isEmpty() ? "" : Texts.of("graph.value." + name), value));
  }

  /** A relative number in bytes, or as it is on the wire. */
  private String sequence(long relative) {
    long number = look.isAbsolute() ? relative + graph.initialSequence() & 0xffff_ffffL : relative;
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String sentence(WindowGraphPoint point) {
    String what =
        point.isAcknowledgment()
            ? Texts.of("graph.point.acknowledgment")
            : switch (point.kind()) {
              case SENT -> sent(point);
              case OUT_OF_ORDER -> look.words().item(WindowGraphItem.OUT_OF_ORDER);
              case PROBE -> Texts.of("graph.point.probe");
              case MISSING -> look.words().item(WindowGraphItem.MISSING);
              case LOST -> look.words().item(WindowGraphItem.LOST);
              case SENT_AGAIN -> sentAgain(point);
            };
    return Texts.of("graph.point", point.packet() + 1, what);
  }

  private String sent(WindowGraphPoint point) {
    return graph.numbers() == ConnectionSeries.Numbers.PACKETS
        ? Texts.of("graph.point.number", sequence(point.low()))
        : Texts.of("graph.point.sent", SizeText.of(point.high() - point.low()));
  }

  private String sentAgain(WindowGraphPoint point) {
    String again = look.words().item(WindowGraphItem.SENT_AGAIN);
    return point.cause() == RetransmissionCause.NONE || point.cause() == RetransmissionCause.UNKNOWN
        ? again
        : again + ": " + look.words().mechanism(point.cause());
  }
}
