package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.Stall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stalls that a finding tells of, which is what charts show as lost time. A wait that no rule
 * objects to, such as that for a server which is as fast as it has to be, would be taken for
 * trouble where there is none, or for the cause of another one.
 */
public final class ToldStalls {
  private final Map<Integer, List<TimeClaim>> byExchange = new HashMap<>();
  private final Map<Integer, List<TimeClaim>> byConnection = new HashMap<>();
  private final Set<Concern> concerns = new HashSet<>();

  /** A cause that a finding names, and what it names it of. */
  private record Concern(String cause, boolean isOfExchange, int id) {}

  private ToldStalls(List<Finding> findings) {
    findings.stream().filter(finding -> finding.severity() != Severity.INFO).forEach(this::add);
  }

  /** Those of an analysis, in its order. Takes a time that grows with its stalls and findings. */
  public static List<Stall> of(Analysis analysis) {
    ToldStalls told = new ToldStalls(analysis.findings());
    return analysis.measurements().stalls().stream().filter(told::contains).toList();
  }

  private void add(Finding finding) {
    String cause = finding.rule().id();
    finding.exchanges().forEach(id -> concerns.add(new Concern(cause, true, id)));
    if (finding.exchanges().isEmpty()) {
      finding.connections().forEach(id -> concerns.add(new Concern(cause, false, id)));
    }
    for (TimeClaim claim : finding.cost().claims()) {
      if (claim.exchange() >= 0) {
        byExchange.computeIfAbsent(claim.exchange(), _ -> new ArrayList<>()).add(claim);
      } else if (claim.connection() >= 0) {
        byConnection.computeIfAbsent(claim.connection(), _ -> new ArrayList<>()).add(claim);
      }
    }
  }

  private boolean contains(Stall stall) {
    String cause = stall.cause().id();
    return concerns.contains(new Concern(cause, true, stall.exchange()))
        || concerns.contains(new Concern(cause, false, stall.connection()))
        || isClaimed(stall, byExchange.getOrDefault(stall.exchange(), List.of()))
        || isClaimed(stall, byConnection.getOrDefault(stall.connection(), List.of()));
  }

  private static boolean isClaimed(Stall stall, List<TimeClaim> claims) {
    return claims.stream()
        .anyMatch(
            claim ->
                claim.lostNanos() > 0
                    && claim.span().startNanos() < stall.endNanos()
                    && stall.startNanos() < claim.span().endNanos());
  }
}
