package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.OccupiedTime;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.Stall;
import dev.stallscope.time.TimeSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stalls that a finding tells of, which is what charts show as lost time. A wait that no rule
 * objects to, such as that for a server which is as fast as it has to be, would be taken for
 * trouble where there is none, or for the cause of another one.
 */
final class ToldStalls {
  private final Map<Integer, OccupiedTime> byExchange = new HashMap<>();
  private final Map<Integer, OccupiedTime> byConnection = new HashMap<>();
  private final Set<Concern> concerns = new HashSet<>();

  /** A cause that a finding names, and what it names it of. */
  private record Concern(String cause, boolean isOfExchange, int id) {}

  private ToldStalls(List<Finding> findings) {
    findings.stream().filter(finding -> finding.severity() != Severity.INFO).forEach(this::add);
  }

  /** Those of a capture, in their order. */
  static List<Stall> of(List<Stall> stalls, List<Finding> findings) {
    ToldStalls told = new ToldStalls(findings);
    return stalls.stream().filter(told::contains).toList();
  }

  private void add(Finding finding) {
    String cause = finding.rule().id();
    finding.exchanges().forEach(id -> concerns.add(new Concern(cause, true, id)));
    if (finding.exchanges().isEmpty()) {
      finding.connections().forEach(id -> concerns.add(new Concern(cause, false, id)));
    }
    for (TimeClaim claim : finding.cost().claims()) {
      if (claim.lostNanos() > 0 && claim.exchange() >= 0) {
        byExchange.computeIfAbsent(claim.exchange(), _ -> new OccupiedTime()).occupy(claim.span());
      } else if (claim.lostNanos() > 0 && claim.connection() >= 0) {
        byConnection
            .computeIfAbsent(claim.connection(), _ -> new OccupiedTime())
            .occupy(claim.span());
      }
    }
  }

  private boolean contains(Stall stall) {
    String cause = stall.cause().id();
    return concerns.contains(new Concern(cause, true, stall.exchange()))
        || concerns.contains(new Concern(cause, false, stall.connection()))
        || isClaimed(stall, byExchange.get(stall.exchange()))
        || isClaimed(stall, byConnection.get(stall.connection()));
  }

  private static boolean isClaimed(Stall stall, @Nullable OccupiedTime claimed) {
    return claimed != null
        && claimed.isOccupied(new TimeSpan(stall.startNanos(), stall.endNanos()));
  }
}
