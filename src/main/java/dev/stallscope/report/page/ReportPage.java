package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The composition of a page that fits on one slide: a sentence with the time that was lost, the
 * time of the worst exchange by cause, the waterfall around it, the packets that prove it, who has
 * to act and what to do, the capture's facts.
 *
 * <p>The page is laid out for 1280 by 720 logical pixels or more in either direction, and enlarged
 * by whoever paints it.
 */
public final class ReportPage {
  /** The least width in logical pixels. */
  public static final double MIN_WIDTH = 1280;

  /** The least height in logical pixels. */
  public static final double MIN_HEIGHT = 720;

  private static final double MARGIN = 48;
  private static final double TOP = 34;
  private static final double FOOTER = 46;
  private static final double GAP = 16;
  private static final double PROOF_SHARE = 0.62;
  private static final double COLUMN_GAP = 40;

  /** The least that the proof needs. */
  private static final double MIN_PROOF = 236;

  private final Story story;
  private final TextMeter meter;
  private final double width;
  private final double height;
  private final List<Mark> marks = new ArrayList<>();

  private ReportPage(Story story, TextMeter meter, double width, double height) {
    this.story = story;
    this.meter = meter;
    this.width = width;
    this.height = height;
  }

  /**
   * The marks of the page.
   *
   * @param width at least {@link #MIN_WIDTH}
   * @param height at least {@link #MIN_HEIGHT}
   * @throws IOException if the capture cannot be read again for the proof
   */
  public static List<Mark> marks(Story story, TextMeter meter, double width, double height)
      throws IOException {
    if (width < MIN_WIDTH || height < MIN_HEIGHT) {
      throw new IllegalArgumentException("too small for a page: " + width + " x " + height);
    }
    ReportPage page = new ReportPage(story, meter, width, height);
    page.compose();
    return page.marks;
  }

  private void compose() throws IOException {
    marks.add(new Mark.Bar(0, 0, width, height, Tone.PANEL, 0, 1));
    PageParts parts = new PageParts(story, meter);
    double y = parts.account(MARGIN, headline(TOP) + 10, width - 2 * MARGIN);
    double bottom = height - FOOTER - GAP / 2;
    double proofWidth = (width - 2 * MARGIN) * PROOF_SHARE - COLUMN_GAP / 2;
    double columnWidth = width - 2 * MARGIN - proofWidth - COLUMN_GAP;
    double least = Math.max(MIN_PROOF, SideColumn.leastHeight(story, meter, columnWidth));
    double room = bottom - least - 2 * GAP - y;
    y = parts.waterfall(new Frame(MARGIN, y + GAP, width - 2 * MARGIN, room)) + GAP;
    Frame proof = new Frame(MARGIN, y, proofWidth, bottom - y);
    if (!parts.proof(proof)) {
      Column words = new Column(proof, meter, marks);
      SideColumn.happened(story, words);
      double top = words.y() + GAP;
      Frame below = new Frame(proof.x(), top, proof.width(), bottom - top);
      marks.addAll(new PacketTable(story, meter, below).marks());
    }
    marks.addAll(parts.marks());
    Frame column = new Frame(MARGIN + proofWidth + COLUMN_GAP, y, columnWidth, bottom - y);
    new SideColumn(story, new Column(column, meter, marks)).write();
    footer();
  }

  private double headline(double top) {
    Headline headline = new Headline(meter);
    Frame frame = new Frame(MARGIN, top, width - 2 * MARGIN, 2 * headline.height());
    String lost =
        story
            .finding()
            .filter(told -> told.timeLostNanos() > 0)
            .map(told -> DurationText.of(told.timeLostNanos()))
            .orElse("");
    boolean isSum = story.finding().filter(told -> told.exchanges().size() > 1).isPresent();
    List<Mark> lines = headline.marks(PageText.headline(story), lost, isSum, frame);
    marks.addAll(lines);
    double bottom =
        lines.stream().mapToDouble(mark -> ((Mark.Label) mark).y()).max().orElse(top)
            + headline.height() / 2;
    Column below = new Column(new Frame(MARGIN, bottom + 2, frame.width(), 24), meter, marks);
    String subtitle = PageText.subtitle(story, meter, frame.width());
    below.paragraph(subtitle, PageText.SUBTITLE, Tone.DIM, 1);
    return below.y();
  }

  private void footer() {
    double middle = height - FOOTER / 2;
    String name = "Stallscope";
    double nameWidth = meter.width(name, TextStyle.SECONDARY);
    String facts =
        meter.fit(PageText.facts(story), TextStyle.SECONDARY, width - 2 * MARGIN - nameWidth - GAP);
    marks.add(
        new Mark.Label(MARGIN, middle, facts, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START));
    marks.add(
        new Mark.Label(
            width - MARGIN, middle, name, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.END));
  }
}
