package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.compare.GrpcCalls;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Spread;
import dev.stallscope.time.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What gRPC calls came to, in sentences. */
public final class GrpcText {
  private GrpcText() {}

  /** How they ended, then how long they took: a sentence for each kind of run. */
  public static List<String> sentences(GrpcCalls calls) {
    String statuses =
        calls.statuses().entrySet().stream()
            .map(status -> status.getKey() + " (" + "%,d".formatted(status.getValue()) + ")")
            .collect(Collectors.joining(", "));
    if (!calls.isOffered()) {
      return List.of(
          calls.method().isEmpty()
              ? "The server offers neither gRPC health checking nor reflection: it answered %s."
                  .formatted(statuses)
              : "The server does not offer gRPC %s: it answered %s."
                  .formatted(calls.method(), statuses));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("gRPC %s ended with %s.".formatted(calls.method(), statuses));
    calls.groups().forEach(group -> sentences.add(distribution(group)));
    return sentences;
  }

  private static String distribution(RunGroup group) {
    Spread total = group.total();
    return "%s, %s: half within %s, 90 %% within %s, the longest %s."
        .formatted(
            group.key().text(),
            QuantityText.count(group.runs().size(), "call"),
            DurationText.of(total.medianNanos()),
            DurationText.of(total.percentileNanos(90)),
            DurationText.of(total.mostNanos()));
  }
}
