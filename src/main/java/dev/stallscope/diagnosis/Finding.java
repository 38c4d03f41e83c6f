package dev.stallscope.diagnosis;

import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Set;

/**
 * One trouble, as a person reads it.
 *
 * @param rule what the rule says of itself: id, layer, who has to act, help
 * @param title one line for this case, with its main number
 * @param explanation what happened, two sentences, for a web developer who has not read RFC 9293
 * @param timeLostNanos avoidable time that is charged to this finding and to no other
 * @param span from the first to the last trace of it
 * @param connections ids of TCP connections, ascending
 * @param exchanges ids of exchanges, ascending
 * @param packets indexes of packets that prove it, from 0, in order of importance; never empty
 *     where packets exist
 * @param advice what to do, concrete settings first
 * @param confidence 0 to 1
 * @param causes of time accounts that it tells of: its rule's own, and those of all time it claims
 * @param cost where the time was lost; its claims add up to {@code timeLostNanos}
 */
public record Finding(
    RuleInfo rule,
    Severity severity,
    Party party,
    String title,
    String explanation,
    long timeLostNanos,
    TimeSpan span,
    List<Integer> connections,
    List<Integer> exchanges,
    List<Integer> packets,
    List<Evidence> evidence,
    List<String> advice,
    double confidence,
    Set<StallCause> causes,
    Cost cost) {
  public Finding {
    causes = Set.copyOf(causes);
    connections = List.copyOf(connections);
    exchanges = List.copyOf(exchanges);
    packets = List.copyOf(packets);
    evidence = List.copyOf(evidence);
    advice = List.copyOf(advice);
    if (timeLostNanos != cost.lostNanos()) {
      throw new IllegalArgumentException(
          "lost " + timeLostNanos + " ns, claimed " + cost.lostNanos());
    }
  }

  Finding charged(Cost charged, Severity newSeverity) {
    return with(charged, newSeverity, explanation);
  }

  /** The same trouble with less time lost, and one more sentence on it. */
  Finding charged(Cost charged, Severity newSeverity, String remark) {
    return with(charged, newSeverity, explanation + " " + remark);
  }

  private Finding with(Cost charged, Severity newSeverity, String newExplanation) {
    return new Finding(
        rule,
        newSeverity,
        party,
        title,
        newExplanation,
        charged.lostNanos(),
        span,
        connections,
        exchanges,
        packets,
        evidence,
        advice,
        confidence,
        causes,
        charged);
  }
}
