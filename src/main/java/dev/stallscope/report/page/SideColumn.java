package dev.stallscope.report.page;

import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.report.ConfidenceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who has to act, what to do, and the proof; or what was checked where nothing was found. */
final class SideColumn {
  private static final double SPACE = 12;
  private static final int MAX_PACKETS = 6;

  /** Lines of what happened: more would not be read on a slide. */
  private static final int MOST_HAPPENED = 8;

  /** Lines that the first advice leaves to the proof, however long it is. */
  private static final int LEAST_PROOF = 5;

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
    return Math.min(LEAST_PROOF, told.evidence().size() + 2);
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

  /** What was measured, as much as leaves room to say where, and how sure that is. */
  private void proof(Finding told) {
    if (!column.caption("PROOF", TextStyle.BODY)) {
      return;
    }
    Map<String, String> last = new LinkedHashMap<>();
    if (!told.packets().isEmpty()) {
      last.put(told.packets().size() == 1 ? "Packet" : "Packets", packets(told.packets()));
    }
    last.put("How sure", ConfidenceText.of(told));
    int room = column.room(TextStyle.BODY) - last.size();
    for (Evidence evidence : told.evidence().stream().limit(Math.max(1, room)).toList()) {
      column.pair(
          PageText.sentence(story.text(evidence.name())),
          story.text(evidence.value()),
          TextStyle.BODY);
    }
    last.forEach((name, value) -> column.pair(name, value, TextStyle.BODY));
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
    List<String> notes = notes();
    Map<String, String> all = PageText.checks(story, true);
    // a note counts for more than a layer in which there was nothing to judge
    boolean fits = all.size() * lineHeight() + height(notes) <= column.left();
    Map<String, String> told = fits ? all : PageText.checks(story, false);
    told.forEach((layer, text) -> column.pair(layer, text, TextStyle.BODY));
    if (!notes.isEmpty()) {
      column.space(SPACE);
      column.caption("FOR YOUR INFORMATION", TextStyle.BODY);
      notes.forEach(note -> column.wholeParagraph(note, TextStyle.BODY, Tone.TEXT, 0, 0));
    }
  }

  private List<String> notes() {
    return story.analysis().findings().stream().map(note -> story.text(note.title())).toList();
  }

  /** Of notes with their caption. */
  private double height(List<String> notes) {
    int lines = notes.stream().mapToInt(note -> column.lines(note, TextStyle.BODY)).sum();
    return lines == 0 ? 0 : SPACE + Column.lineHeight(TextStyle.SECONDARY) + lines * lineHeight();
  }

  private static double lineHeight() {
    return Column.lineHeight(TextStyle.BODY);
  }

  /** Markdown's marks for code are noise where nothing can be copied. */
  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }
}
