package dev.stallscope.ui.streams;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DeliveryWait;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.report.Labels;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.control.detail.Course;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.control.detail.SelectionLinks;
import dev.stallscope.ui.control.detail.TimeSection;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of one row: an exchange among others on its connection, or all of them.
 *
 * @param rows of which there are some
 * @param zeroNanos the time that is called 0
 */
record StreamDetail(OpenCapture capture, StreamRows rows, long zeroNanos, SelectionLinks links) {
  Detail of(int row) {
    return rows.exchange(row).map(exchange -> of(exchange, row)).orElseGet(this::together);
  }

  private Detail together() {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("exchanges", Integer.toString(rows.exchanges().size())));
    facts.add(Fact.of("at-once", Integer.toString(atOnce())));
    rows.runs()
        .map(StreamRuns::pings)
        .filter(pings -> pings.answered() > 0)
        .ifPresent(_ -> facts.add(Fact.of("pings", rows.note())));
    Set<Integer> ids = rows.exchanges().stream().map(Exchange::id).collect(Collectors.toSet());
    return new Detail(
            rows.title(),
            List.of(
                List.of(new Section.Facts(Texts.of("stream.together"), facts), answer(0)),
                List.of(links.exchanges(rows.exchanges())),
                List.of(
                    links.findings(
                        findings(
                            finding ->
                                finding.connections().contains(rows.connection())
                                    || finding.exchanges().stream().anyMatch(ids::contains))))))
        .with(Course.ofSlowest(rows.exchanges(), capture.analysis().lostTimes()));
  }

  /** How many were asked and not answered whole yet at one time, at most. */
  private int atOnce() {
    List<TimeSpan> asked = rows.exchanges().stream().map(StreamRows::asked).toList();
    long[] starts = asked.stream().mapToLong(TimeSpan::startNanos).sorted().toArray();
    long[] ends = asked.stream().mapToLong(TimeSpan::endNanos).sorted().toArray();
    int most = 0;
    int ended = 0;
    for (int begun = 0; begun < starts.length; begun++) {
      while (ends[ended] <= starts[begun] && ended < begun) {
        ended++;
      }
      most = Math.max(most, begun + 1 - ended);
    }
    return most;
  }

  private Detail of(Exchange exchange, int row) {
    List<Finding> findings = findings(finding -> finding.exchanges().contains(exchange.id()));
    return new Detail(
            Labels.REDACTED.of(exchange),
            List.of(
                List.of(asked(exchange), answer(row)),
                List.of(
                    TimeSection.of(
                        capture.analysis().measurements().account(exchange).intervals(), findings)),
                List.of(waits(exchange), links.findings(findings))))
        .with(Optional.of(Course.of(exchange, capture.analysis().lostTimes())));
  }

  private Section asked(Exchange exchange) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("exchange", Labels.REDACTED.of(exchange)));
    facts.add(Fact.of("protocol", exchange.protocol().title()));
    exchange.status().ifPresent(status -> facts.add(Fact.of("status", status)));
    facts.add(Fact.of("asked", time(StreamRows.asked(exchange).startNanos())));
    Optional<StreamFacts> request = exchange.request().map(Message::stream);
    request
        .map(StreamFacts::priority)
        .filter(words -> !words.isEmpty())
        .ifPresent(words -> facts.add(Fact.of("priority", words)));
    request
        .map(StreamFacts::concurrencyLimit)
        .filter(limit -> limit != StreamFacts.NO_LIMIT)
        .ifPresent(limit -> facts.add(Fact.of("at-once-limit", Integer.toString(limit))));
    return new Section.Facts(Texts.of("stream.exchange"), facts);
  }

  /** When the bytes came, how many and how fast. */
  private Section answer(int row) {
    List<Fact> facts = new ArrayList<>();
    long bytes = rows.bytes(row);
    if (bytes > 0) {
      long nanos = rows.lastNanos(row) - rows.firstNanos(row);
      facts.add(Fact.of("bytes", SizeText.of(bytes)));
      facts.add(Fact.of("first-byte", time(rows.firstNanos(row))));
      facts.add(Fact.of("last-byte", time(rows.lastNanos(row))));
      facts.add(Fact.of("parts", Texts.of("stream.parts-value", rows.parts(row))));
      if (nanos >= Nanos.PER_MILLI) {
        long rate = Math.round(bytes * 8.0 * Nanos.PER_SECOND / nanos);
        facts.add(Fact.of("rate", QuantityText.rate(rate)));
      }
    }
    return new Section.Facts(Texts.of("stream.answer"), facts);
  }

  private static Section waits(Exchange exchange) {
    List<CreditWait> permission = exchange.response().map(Message::creditWaits).orElse(List.of());
    List<DeliveryWait> missing =
        exchange.response().map(answer -> answer.stream().deliveryWaits()).orElse(List.of());
    List<Fact> facts = new ArrayList<>();
    if (!permission.isEmpty()) {
      // it may have been given before it was needed, and be under way: how long is in the account
      String times = Texts.of("stream.times", permission.size());
      facts.add(new Fact(Texts.of("stream.permission"), times, false));
    }
    if (!missing.isEmpty()) {
      long nanos = missing.stream().mapToLong(DeliveryWait::durationNanos).sum();
      String value = Texts.of("stream.waits-value", missing.size(), DurationText.of(nanos));
      facts.add(new Fact(Texts.of("stream.missing-bytes"), value, false));
    }
    return new Section.Facts(Texts.of("stream.waits"), facts);
  }

  private List<Finding> findings(Predicate<Finding> isOf) {
    return capture.analysis().findings().stream().filter(isOf).toList();
  }

  private String time(long epochNanos) {
    long nanos = epochNanos - zeroNanos;
    return nanos == 0 ? "0 s" : DurationText.of(nanos);
  }
}
