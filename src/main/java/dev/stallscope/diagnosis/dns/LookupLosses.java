package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one finding about name resolution gathers. Lookups mostly run over datagrams, so they are
 * gathered by resolver or name and not by TCP connection. Never empty.
 *
 * @param losses by start
 */
record LookupLosses(List<QueryLoss> losses) {
  /** More names than these make a sentence unreadable. */
  private static final int MOST_NAMES = 3;

  /** Longer names, as tunnels make them, hide the sentence. */
  private static final int MOST_CHARACTERS = 64;

  LookupLosses {
    losses = List.copyOf(losses);
    if (losses.isEmpty()) {
      throw new IllegalArgumentException("no losses");
    }
  }

  /**
   * Judges all lookups; what was lost while the capture paused, or its clock ran back, is nobody's.
   *
   * @param search what a lookup lost to the trouble
   * @param key losses with an equal key make one finding
   * @param finding what a rule says of them; empty where it is not worth a person's time
   * @param cleared what to say where nothing is found
   */
  static RuleOutcome judge(
      RuleContext context,
      Function<DnsLookup, List<QueryLoss>> search,
      Function<QueryLoss, Object> key,
      Function<LookupLosses, Optional<Finding>> finding,
      String cleared) {
    List<DnsLookup> lookups = context.measurements().lookups();
    if (lookups.isEmpty()) {
      return none();
    }
    CapturePauses pauses = CapturePauses.of(context.measurements().capture());
    Map<Object, List<QueryLoss>> groups = new LinkedHashMap<>();
    for (DnsLookup lookup : lookups) {
      for (QueryLoss loss : search.apply(lookup)) {
        if (!pauses.overlap(loss.span()) && !ranBack(pauses, loss)) {
          groups.computeIfAbsent(key.apply(loss), _ -> new ArrayList<>()).add(loss);
        }
      }
    }
    List<Finding> findings =
        groups.values().stream()
            .flatMap(losses -> finding.apply(new LookupLosses(losses)).stream())
            .toList();
    return findings.isEmpty()
        ? new RuleOutcome.Clear(cleared(lookups.size(), cleared))
        : new RuleOutcome.Found(findings);
  }

  private static boolean ranBack(CapturePauses pauses, QueryLoss loss) {
    return pauses.backNanos(loss.attempt().queryPacket(), loss.endPacket(), Long.MIN_VALUE) > 0;
  }

  static RuleOutcome none() {
    return new RuleOutcome.NotApplicable("There is no name resolution in this capture.");
  }

  static String cleared(int count, String sentence) {
    return "%s Looked at: %,d lookup%s.".formatted(sentence, count, count == 1 ? "" : "s");
  }

  /** Lost together; what two queries of one lookup lost at the same time counts once. */
  long lostNanos() {
    Map<DnsLookup, List<TimeSpan>> spans = new LinkedHashMap<>();
    losses.forEach(
        loss -> spans.computeIfAbsent(loss.lookup(), _ -> new ArrayList<>()).add(loss.span()));
    return spans.values().stream().mapToLong(LookupLosses::covered).sum();
  }

  private static long covered(List<TimeSpan> spans) {
    spans.sort(Comparator.comparingLong(TimeSpan::startNanos));
    long covered = 0;
    long end = Long.MIN_VALUE;
    for (TimeSpan span : spans) {
      covered += Math.max(0, span.endNanos() - Math.max(end, span.startNanos()));
      end = Math.max(end, span.endNanos());
    }
    return covered;
  }

  /** The longest; the first of equals. */
  QueryLoss worst() {
    return byLength().getFirst();
  }

  private List<QueryLoss> byLength() {
    return losses.stream()
        .sorted(Comparator.comparingLong((QueryLoss loss) -> -loss.span().durationNanos()))
        .toList();
  }

  int lookups() {
    return (int) losses.stream().map(QueryLoss::lookup).distinct().count();
  }

  /** The names looked up, of very long ones the beginning. */
  String names() {
    List<String> names =
        losses.stream()
            .map(loss -> loss.lookup().name())
            .distinct()
            .map(LookupLosses::shortened)
            .toList();
    return listed(names);
  }

  private static String shortened(String name) {
    return name.length() <= MOST_CHARACTERS ? name : name.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  /** Whether all that was lost was lost to queries for what one connects with. */
  boolean areForConnecting() {
    return losses.stream().allMatch(loss -> DnsType.isForConnecting(loss.attempt().type()));
  }

  /** Names in one line. */
  static String listed(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : "%s and %,d more"
            .formatted(String.join(", ", names.subList(0, MOST_NAMES)), names.size() - MOST_NAMES);
  }

  /** Gives a finding the time, the exchanges and the packets, the longest loss first. */
  FindingDraft enter(FindingDraft draft) {
    for (QueryLoss loss : byLength()) {
      draft.claim(loss.claim()).packet(loss.attempt().queryPacket()).packet(loss.endPacket());
      loss.lookup().queries().forEach(draft::exchange);
    }
    return draft;
  }
}
