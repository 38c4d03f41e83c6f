package dev.stallscope.report.page;

import dev.stallscope.analysis.detail.PacketReader;
import dev.stallscope.analysis.detail.PacketRow;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packets around the first that proves a finding, with their times: for what happened to the
 * capture itself, where a chart over time would be wrong in just that.
 */
final class PacketTable {
  private static final TextStyle STYLE = TextStyle.BODY;
  private static final double ROW = 24;
  private static final int AROUND = 8;
  private static final double NUMBER_RIGHT = 64;
  private static final double TIME_RIGHT = 164;
  private static final double SINCE_RIGHT = 264;
  private static final double INFO_LEFT = 288;
  private static final double EDGE = 3;

  private final Story story;
  private final TextMeter meter;
  private final Frame frame;
  private final List<Mark> marks = new ArrayList<>();

  PacketTable(Story story, TextMeter meter, Frame frame) {
    this.story = story;
    this.meter = meter;
    this.frame = frame;
  }

  /** As many packets as there is room for; nothing where no packet proves anything. */
  List<Mark> marks() throws IOException {
    Optional<Integer> proof = story.finding().flatMap(told -> told.packets().stream().findFirst());
    int room = (int) (frame.height() / ROW) - 1;
    if (proof.isPresent() && room >= 2) {
      rows(proof.get(), Math.min(AROUND, room / 2));
    }
    return marks;
  }

  private void rows(int proof, int around) throws IOException {
    PacketIndex index = story.capture().index();
    double y = frame.y() + ROW / 2;
    cell("Packet", NUMBER_RIGHT, y, Tone.DIM);
    cell("Time", TIME_RIGHT, y, Tone.DIM);
    cell("Since above", SINCE_RIGHT, y, Tone.DIM);
    PacketReader reader = new PacketReader(story.capture());
    int first = Math.clamp(proof - around, 0, Math.max(0, index.count() - 2 * around));
    int last = Math.min(index.count(), first + 2 * around) - 1;
    for (int packet = first; packet <= last; packet++) {
      y += ROW;
      row(reader.row(packet), packet == proof, y);
    }
  }

  private void row(PacketRow row, boolean isProof, double y) {
    PacketIndex index = story.capture().index();
    int packet = row.packet();
    long nanos = index.epochNanos(packet);
    if (isProof) {
      marks.add(new Mark.Bar(frame.x(), y - ROW / 2, frame.width(), ROW, Tone.SELECTION, 0, 1));
      marks.add(new Mark.Bar(frame.x(), y - ROW / 2, EDGE, ROW, Tone.ACCENT, 0, 1));
    }
    cell("%,d".formatted(packet + 1), NUMBER_RIGHT, y, Tone.DIM);
    long fromStart = nanos - index.epochNanos(0);
    cell(fromStart == 0 ? "0 s" : DurationText.of(fromStart), TIME_RIGHT, y, Tone.TEXT);
    if (packet > 0) {
      String since = DurationText.of(nanos - index.epochNanos(packet - 1));
      cell(since, SINCE_RIGHT, y, isProof ? Tone.MAJOR : Tone.DIM);
    }
    String plain = PacketWords.of(row.info());
    String words = story.text(row.source() + " → " + row.destination() + "  " + plain);
    String fitting = meter.fit(words, STYLE, frame.width() - INFO_LEFT);
    marks.add(
        new Mark.Label(frame.x() + INFO_LEFT, y, fitting, STYLE, Tone.TEXT, Mark.Anchor.START));
  }

  private void cell(String text, double right, double y, Tone tone) {
    marks.add(new Mark.Label(frame.x() + right, y, text, STYLE, tone, Mark.Anchor.END));
  }
}
