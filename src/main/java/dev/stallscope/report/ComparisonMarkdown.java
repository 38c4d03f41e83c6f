package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.time.DurationText;
import java.util.List;

/** Versions of HTTP side by side, for an issue or a chat. Secrets are masked. */
public final class ComparisonMarkdown {
  private ComparisonMarkdown() {}

  /** Medians, what was sent, and what it came to. */
  public static String of(ComparedSubject subject) {
    Comparison comparison = subject.comparison();
    StringBuilder text = new StringBuilder();
    text.append("## ").append(wire(ComparisonText.title(subject))).append("\n\n");
    if (!comparison.allGroups().isEmpty()) {
      text.append(MediansMarkdown.of(comparison.allGroups())).append('\n');
      text.append(sent(comparison.allGroups())).append('\n');
    }
    if (!comparison.traffic().isEmpty()) {
      text.append(traffic(comparison.traffic())).append('\n');
    }
    for (String sentence : VerdictText.sentences(comparison)) {
      text.append("- ").append(wire(sentence)).append('\n');
    }
    return text.toString();
  }

  private static MarkdownTable sent(List<RunGroup> groups) {
    MarkdownTable table =
        new MarkdownTable(List.of("on the wire", "sent", "received", "round trips", "most of it"));
    for (RunGroup group : groups) {
      table.row(
          List.of(
              group.key().text(),
              SizeText.of(group.sentBytes()),
              SizeText.of(group.receivedBytes()),
              Integer.toString(group.roundTrips().count()),
              group.dominant().id() + " " + QuantityText.percent(group.dominantShare())));
    }
    return table;
  }

  private static MarkdownTable traffic(List<Traffic> traffic) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "in the packets",
                "connections",
                "requests",
                "packets",
                "bytes",
                "sent again",
                "round trip"));
    for (Traffic one : traffic) {
      table.row(
          List.of(
              one.version().text(),
              Integer.toString(one.connections()),
              Integer.toString(one.requests()),
              Long.toString(one.packets()),
              SizeText.of(one.bytes()),
              one.sentAgain().isPresent() ? Long.toString(one.sentAgain().getAsLong()) : "unknown",
              one.roundTripNanos().isPresent()
                  ? DurationText.of(one.roundTripNanos().getAsLong())
                  : "unknown"));
    }
    return table;
  }

  private static String wire(String wire) {
    return Printable.of(Labels.REDACTED.text(wire));
  }
}
