package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import java.util.List;

/** Shows where the selected packet is. */
final class PacketMark {
  private static final double SIZE = 11;
  private static final double HEIGHT = 18;
  private static final double PADDING = 6;

  private final WindowGraphScales scales;
  private final WindowGraphLook look;
  private final TextMeter meter;
  private final LabelRoom room;

  PacketMark(WindowGraphScales scales, WindowGraphLook look, TextMeter meter, LabelRoom room) {
    this.scales = scales;
    this.look = look;
    this.meter = meter;
    this.room = room;
  }

  List<Mark> marks() {
    return scales.graph().packet(look.packet()).map(this::marks).orElse(List.of());
  }

  private List<Mark> marks(WindowGraphPoint point) {
    double x = scales.time().x(point.epochNanos());
    PlotArea area = scales.upper();
    if (!area.isAcross(x)) {
      return List.of();
    }
    Mark line = new Mark.Line(x, area.top(), x, scales.lower().bottom(), Tone.ACCENT, 1, false);
    double y = scales.sequence().y((point.low() + point.high()) / 2);
    if (!area.contains(x, y)) {
      return List.of(line);
    }
    Mark outline =
        new Mark.Outline(x - SIZE / 2, y - SIZE / 2, SIZE, SIZE, Tone.ACCENT, SIZE / 2, false);
    String text = look.words().packet(point.packet());
    double width = meter.width(text, TextStyle.SECONDARY_STRONG) + 2 * PADDING;
    for (double left : new double[] {x + SIZE, x - SIZE - width}) {
      for (double top : new double[] {y - HEIGHT / 2, y - SIZE - HEIGHT, y + SIZE}) {
        if (room.take(left, top, left + width, top + HEIGHT)) {
          return List.of(
              line,
              outline,
              new Mark.Bar(left, top, width, HEIGHT, Tone.SELECTION, 3, 1),
              new Mark.Label(
                  left + PADDING,
                  top + HEIGHT / 2,
                  text,
                  TextStyle.SECONDARY_STRONG,
                  Tone.ACCENT,
                  Mark.Anchor.START));
        }
      }
    }
    return List.of(line, outline);
  }
}
