package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.report.TimeShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The charts of a page, one under the other. */
final class PageParts {
  /** Height of the bar of a time account. */
  static final double BAR = 28;

  /** Between the ticks of a time axis at the least. */
  static final double TICK_SPACING = 110;

  private final Story story;
  private final TextMeter meter;
  private final List<Mark> marks = new ArrayList<>();

  PageParts(Story story, TextMeter meter) {
    this.story = story;
    this.meter = meter;
  }

  List<Mark> marks() {
    return marks;
  }

  /** The time account from {@code top} on; returns where it ends. */
  double account(double left, double top, double width) {
    List<TimeShare> shares = new TimeShares(story).all();
    if (shares.isEmpty()) {
      return top;
    }
    List<Mark> bar = new AccountBar(meter).marks(shares, new Frame(left, top, width, BAR), BAR);
    marks.addAll(bar);
    return AccountBar.bottom(bar);
  }

  /** The waterfall, as many rows as fit into the frame; returns where it ends. */
  double waterfall(Frame room) {
    double most = (room.height() - WaterfallPart.RULER) / WaterfallPart.MIN_ROW;
    RowChoice choice = RowChoice.of(story, (int) Math.max(1, most));
    if (choice.rows().isEmpty()) {
      return room.y();
    }
    double height = WaterfallPart.height(choice, room.height());
    Frame frame = new Frame(room.x(), room.y(), room.width(), height);
    marks.addAll(WaterfallPart.marks(story, meter, choice, frame));
    return frame.bottom();
  }

  /** What proves the finding, if it can be drawn. */
  boolean proof(Frame frame) throws IOException {
    List<Mark> proof = new ProofChart(story, meter, frame).marks();
    marks.addAll(proof);
    return !proof.isEmpty();
  }
}
