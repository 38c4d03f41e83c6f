package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.Verdict;
import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a comparison of versions came to, in sentences. */
public final class VerdictText {
  private static final double PERCENT = 100;
  private static final String UNEQUAL =
      "No two versions began equally cold here, so that their times cannot be compared: what has to"
          + " connect first takes longer in any version.";

  private VerdictText() {}

  /** The verdicts one by one, then what was asked for and not spoken. */
  public static List<String> sentences(Comparison comparison) {
    boolean isUnequal = comparison.hasVersions() && comparison.verdicts().isEmpty();
    return Stream.of(
            comparison.verdicts().stream().map(VerdictText::of),
            Stream.of(UNEQUAL).filter(_ -> isUnequal),
            comparison.missing().stream().map(VerdictText::of),
            comparison.unmet().stream().map(VerdictText::of),
            comparison.grpc().stream().flatMap(calls -> GrpcText.sentences(calls).stream()),
            comparison.unannounced().stream().map(VerdictText::unannounced))
        .flatMap(sentences -> sentences)
        .toList();
  }

  /** One verdict. */
  public static String of(Verdict verdict) {
    String kind = kind(verdict);
    String nanos = DurationText.of(verdict.slowerNanos());
    return switch (verdict.outcome()) {
      case DIFFERENT ->
          "%s, %s is %s (%.0f %%) faster than %s; with 95 %% certainty %s to %s. Most of it is %s, %s."
              .formatted(
                  kind,
                  verdict.faster().text(),
                  nanos,
                  verdict.share() * PERCENT,
                  verdict.slower().text(),
                  DurationText.of(verdict.lowNanos()),
                  DurationText.of(verdict.highNanos()),
                  verdict.dominant().id(),
                  DurationText.of(verdict.dominantNanos()));
      case WITHIN_NOISE ->
          withinNoise(verdict)
              .formatted(
                  kind,
                  verdict.faster().text(),
                  verdict.slower().text(),
                  nanos,
                  DurationText.of(verdict.lowNanos()),
                  DurationText.of(verdict.highNanos()));
      case TOO_FEW_RUNS ->
          "%s, too few runs to tell %s from %s: they differ by %s here, which may be chance."
              .formatted(kind, verdict.faster().text(), verdict.slower().text(), nanos);
    };
  }

  /** What is clear for a pair alone may still be one of several pairs that chance brought out. */
  private static String withinNoise(Verdict verdict) {
    return verdict.lowNanos() > 0
        ? "%s, that %s is faster than %s is not certain: by %s here, alone %s to %s with 95 %% certainty,"
            + " but of several pairs that are compared one looks like this by chance."
        : "%s, %s and %s do not differ by more than the noise: by %s here, and with this spread it may"
            + " be anything from %s to %s.";
  }

  /** Why a version is missing. */
  public static String of(Comparison.Missing missing) {
    return "%s was asked for and not spoken in %,d %s of %s: %s"
        .formatted(
            missing.version().text(),
            missing.runs(),
            missing.runs() == 1 ? "run" : "runs",
            Labels.REDACTED.text(missing.url()),
            Labels.REDACTED.text(missing.sentence()));
  }

  /** Why there are no warm or resumed runs, or not as many as were asked for. */
  public static String of(UnmetRuns unmet) {
    String url = Labels.REDACTED.text(unmet.url());
    if (unmet.version().isEmpty()) {
      return "There are no resumed runs of %s: in cleartext there is no TLS session to take up."
          .formatted(url);
    }
    boolean isResumed = unmet.kind() == RunKind.RESUMED;
    return "%s of %s over %s %s; %s left out."
        .formatted(
            QuantityText.count(unmet.runs(), isResumed ? "resumed run" : "warm run"),
            url,
            unmet.version().get().text(),
            isResumed
                ? "took up no TLS session and shook hands in full"
                : "found no open connection, since the server had ended it",
            unmet.runs() == 1 ? "it is" : "they are");
  }

  /** HTTP/3 that nobody is told of. */
  private static String unannounced(String url) {
    return "HTTP/3 works for %s, but no answer over TCP announces it (Alt-Svc): browsers stay with what"
            .formatted(Labels.REDACTED.text(url))
        + " TCP offers, unless an HTTPS record in DNS tells them.";
  }

  private static String kind(Verdict verdict) {
    String name = verdict.kind().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
