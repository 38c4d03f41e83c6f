package dev.stallscope.report;

import dev.stallscope.probe.proof.HopProof;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.stream.Collectors;

/** The phases of a probe's request beside the packets that prove them, in words. */
final class ProofText {
  private ProofText() {}

  /** A line for each phase that has packets. */
  static List<String> lines(HopProof proof) {
    return proof.phases().stream().map(ProofText::line).toList();
  }

  private static String line(PhaseProof phase) {
    String numbers =
        phase.packets().stream()
            .map(packet -> Integer.toString(packet + 1))
            .collect(Collectors.joining(", "));
    return "%-8s%9s, on the wire %9s: %s"
        .formatted(
            phase.phase().id(),
            DurationText.of(phase.measuredNanos()),
            phase.seenNanos().isPresent() ? DurationText.of(phase.seenNanos().getAsLong()) : "–",
            numbers);
  }
}
