package dev.stallscope.report.page;

import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.report.ConfidenceText;
import java.util.List;
import java.util.stream.Collectors;

/** Who has to act, what to do, and the proof; or what was checked where nothing was found. */
final class SideColumn {
  private static final double SPACE = 12;
  private static final int MAX_PACKETS = 6;

  /** Lines of what happened: more would not be read on a slide. */
  private static final int MOST_HAPPENED = 8;

  /** Lines that the first advice leaves to the proof, however long it is. */
  private static final int LEAST_PROOF = 4;

  private final Story story;
  private final Column column;

  SideColumn(Story story, Column column) {
    this.story = story;
    this.column = column;
  }

  /** The height in which who acts, all of the first advice and the least proof find room. */
  static double leastHeight(Story story, TextMeter meter, double width) {
    return story
        .finding()
        .filter(told -> !told.advice().isEmpty())
        .map(told -> leastHeight(told, new TextFlow(meter), width))
        .orElse(0.0);
  }

  private static double leastHeight(Finding told, TextFlow flow, double width) {
    String advice = plain(told.advice().getFirst());
    int lines = flow.lines(advice, TextStyle.READING, width, Integer.MAX_VALUE).size();
    return 3 * Column.lineHeight(TextStyle.SECONDARY)
        + Column.lineHeight(TextStyle.LEAD)
        + lines * Column.lineHeight(TextStyle.READING)
        + leastProof(told) * Column.lineHeight(TextStyle.BODY)
        + 2 * SPACE;
  }

  private static int leastProof(Finding told) {
    return Math.min(LEAST_PROOF, told.evidence().size() + 1);
  }

  void write() {
    story.finding().ifPresentOrElse(this::finding, this::checks);
  }

  private void finding(Finding told) {
    if (told.party() != Party.NOBODY) {
      column.caption("WHO HAS TO ACT", TextStyle.LEAD);
      column.paragraph(PageText.sentence(told.party().title()), TextStyle.LEAD, Tone.TEXT, 1);
      column.space(SPACE);
    }
    if (!told.advice().isEmpty()) {
      column.caption("WHAT TO DO", TextStyle.READING);
      advice(told);
      column.space(SPACE);
    }
    proof(told);
  }

  /** The first advice, and others that leave the proof its room. */
  private void advice(Finding told) {
    int most = Math.max(1, column.room(TextStyle.READING) - leastProof(told));
    column.paragraph(plain(told.advice().getFirst()), TextStyle.READING, Tone.TEXT, most);
    double proof = 3 * SPACE + Column.lineHeight(TextStyle.BODY) * (told.evidence().size() + 3);
    for (String other : told.advice().subList(1, told.advice().size())) {
      column.wholeParagraph(plain(other), TextStyle.READING, Tone.TEXT, SPACE / 2, proof);
    }
  }

  private void proof(Finding told) {
    if (!column.caption("PROOF", TextStyle.BODY)) {
      return;
    }
    for (Evidence evidence : told.evidence()) {
      column.pair(
          PageText.sentence(story.text(evidence.name())),
          story.text(evidence.value()),
          TextStyle.BODY);
    }
    if (!told.packets().isEmpty()) {
      column.pair(
          told.packets().size() == 1 ? "Packet" : "Packets",
          packets(told.packets()),
          TextStyle.BODY);
      column.pair("How sure", ConfidenceText.of(told), TextStyle.BODY);
    }
  }

  private static String packets(List<Integer> packets) {
    String numbers =
        packets.stream()
            .limit(MAX_PACKETS)
            .map(packet -> "%d".formatted(packet + 1))
            .collect(Collectors.joining(", "));
    return numbers + (packets.size() > MAX_PACKETS ? ", …" : "");
  }

  /** What happened in words, where no chart can show it. */
  static void happened(Story story, Column column) {
    String words =
        story
            .finding()
            .map(told -> story.text(told.explanation()))
            .orElseGet(() -> PageText.facts(story));
    column.caption("WHAT HAPPENED", TextStyle.LEAD);
    column.paragraph(plain(words), TextStyle.LEAD, Tone.TEXT, MOST_HAPPENED);
  }

  private void checks() {
    long clear = PageText.clear(story);
    column.caption("WHAT WAS CHECKED", TextStyle.LEAD);
    if (clear > 0) {
      String none =
          clear == 1
              ? "1 trouble looked for, and not found"
              : "%d troubles looked for, none of them found".formatted(clear);
      column.paragraph(none, TextStyle.LEAD, Tone.GOOD, 2);
    } else {
      column.paragraph("Nothing here could be judged", TextStyle.LEAD, Tone.TEXT, 2);
    }
    column.space(SPACE / 2);
    PageText.checks(story).forEach((layer, text) -> column.pair(layer, text, TextStyle.BODY));
    List<Finding> notes = story.analysis().findings();
    if (!notes.isEmpty()) {
      column.space(SPACE);
      column.caption("FOR YOUR INFORMATION", TextStyle.BODY);
      notes.forEach(
          note -> column.paragraph(story.text(note.title()), TextStyle.BODY, Tone.TEXT, 2));
    }
  }

  /** Markdown's marks for code are noise where nothing can be copied. */
  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }
}
