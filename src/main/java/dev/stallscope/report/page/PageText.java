package dev.stallscope.report.page;

import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.report.CaptureText;
import dev.stallscope.report.IdText;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The sentences of a report that no finding has words for. */
public final class PageText {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static final TextStyle SUBTITLE = TextStyle.READING;

  /** Letters of a name that are left, however little room there is. */
  private static final int LEAST_NAME = 24;

  private PageText() {}

  /** The finding's title, or that there is none. */
  public static String headline(Story story) {
    return story.finding().map(told -> story.text(told.title())).orElseGet(() -> nothing(story));
  }

  private static String nothing(Story story) {
    CaptureFacts facts = story.analysis().measurements().capture();
    if (facts.packets() == 0) {
      return "The capture is empty";
    }
    if (story.analysis().measurements().exchanges().isEmpty()) {
      return story.analysis().measurements().connectionCount() > 0
          ? "No lookup or request could be read in this capture"
          : "No connection, lookup or request was captured";
    }
    boolean isTroubled =
        story.analysis().findings().stream().anyMatch(one -> one.severity() != Severity.INFO);
    return isTroubled ? "Nothing of this kind was found" : "Nothing here costs noticeable time";
  }

  /**
   * What is shown: an exchange with its name, its server, its outcome and its time, or a
   * connection.
   *
   * @param room pixels that it has; a name that is longer than what the rest leaves is cut
   */
  static String subtitle(Story story, TextMeter meter, double room) {
    String label = story.worst().map(Exchange::label).map(story::text).orElse("");
    String whole = subtitle(story, label);
    double lacking = meter.width(whole, SUBTITLE) - room;
    if (lacking <= 0 || label.length() <= LEAST_NAME) {
      return whole;
    }
    double least = meter.width(label.substring(0, LEAST_NAME) + "…", SUBTITLE);
    double left = meter.width(label, SUBTITLE) - Math.ceil(lacking);
    return subtitle(story, meter.fit(label, SUBTITLE, Math.max(least, left)));
  }

  private static String subtitle(Story story, String label) {
    Optional<Exchange> worst = story.worst();
    OptionalInt connection = story.connection();
    if (worst.isEmpty() && connection.isEmpty()) {
      return "";
    }
    TimeShares shares = new TimeShares(story);
    List<String> parts = new ArrayList<>();
    story
        .finding()
        .map(told -> extent(told, shares))
        .filter(text -> !text.isEmpty())
        .ifPresent(parts::add);
    if (worst.isEmpty()) {
      parts.add("shown: " + connection(story, connection.getAsInt()));
      return sentence(String.join(" · ", parts));
    }
    if (shares.isOfExchange()) {
      parts.add(
          "where the %s of %s went".formatted(DurationText.of(worst.get().durationNanos()), label));
    } else {
      parts.add("shown: " + label);
    }
    String server = worst.get().server().toString();
    if (!worst.get().label().contains(server)) {
      parts.add(server);
    }
    return sentence(String.join(" · ", parts));
  }

  private static String connection(Story story, int id) {
    Measurements measured = story.analysis().measurements();
    return "the connection from %s to %s".formatted(measured.client(id), measured.server(id));
  }

  /** With a capital. */
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String extent(Finding told, TimeShares shares) {
    if (told.timeLostNanos() == 0) {
      return "";
    }
    String lost = DurationText.of(told.timeLostNanos()) + " lost";
    if (told.exchanges().size() < 2
        && Headline.names(told.title(), DurationText.of(told.timeLostNanos()))) {
      return "";
    }
    String whole = shares.isOfExchange() ? "" : " of " + DurationText.of(shares.wholeNanos(told));
    int count = told.exchanges().size();
    String exchanges =
        count > 1 ? " in " + QuantityText.count(count, "exchange") + " together" : "";
    return lost + whole + exchanges;
  }

  /** What was captured, and where, on one line. */
  public static String facts(Story story) {
    CaptureFacts facts = story.analysis().measurements().capture();
    List<String> parts = new ArrayList<>();
    parts.add(story.text(String.join(", ", facts.files())));
    parts.add(QuantityText.count(facts.packets(), "packet"));
    if (facts.packets() > 0) {
      parts.add(SizeText.of(facts.wireBytes()));
      parts.add(DurationText.of(facts.lastNanos() - facts.firstNanos()));
      parts.add(
          DAY_AND_TIME.format(
              Instant.ofEpochSecond(Math.floorDiv(facts.firstNanos(), 1_000_000_000L))));
      String vantage = CaptureText.vantage(facts);
      if (!vantage.isEmpty()) {
        parts.add("captured " + vantage);
      }
    }
    facts.warnings().stream()
        .map(CaptureWarning::text)
        .limit(1)
        .map(story::text)
        .forEach(parts::add);
    return String.join(" · ", parts);
  }

  /**
   * What was checked, layer by layer: how much was found well, and how much not judged.
   *
   * @param isWhole whether layers are told of in which nothing could be judged
   */
  static Map<String, String> checks(Story story, boolean isWhole) {
    Map<Layer, long[]> counts = new EnumMap<>(Layer.class);
    for (RuleResult rule : story.analysis().rules()) {
      long[] count = counts.computeIfAbsent(rule.rule().layer(), _ -> new long[2]);
      count[0] += rule.outcome() instanceof RuleOutcome.Clear ? 1 : 0;
      count[1] += rule.outcome() instanceof RuleOutcome.NotApplicable ? 1 : 0;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    counts.forEach(
        (layer, count) -> {
          if (isWhole || count[0] > 0) {
            texts.put(sentence(IdText.words(layer.id())), well(count[0], count[1]));
          }
        });
    return texts;
  }

  private static String well(long well, long notJudged) {
    String judged = "%d well".formatted(well);
    String rest = "%d not to be judged here".formatted(notJudged);
    return notJudged == 0 ? judged : well == 0 ? rest : judged + ", " + rest;
  }

  /** How many troubles were looked for without finding them. */
  static long clear(Story story) {
    return story.analysis().rules().stream()
        .filter(rule -> rule.outcome() instanceof RuleOutcome.Clear)
        .count();
  }
}
