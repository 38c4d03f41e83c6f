package dev.stallscope.report;

import dev.stallscope.probe.proof.HopProof;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The phases of a probe's request beside the packets that prove them, in words. */
public final class ProofText {
  private ProofText() {}

  /** A line for each phase that has packets. */
  static List<String> lines(HopProof proof) {
    return proof.phases().stream().map(ProofText::line).toList();
  }

  /** How long a phase took on the wire: what is in one packet is there at once. */
  public static String onTheWire(PhaseProof phase) {
    OptionalLong nanos = phase.seenNanos();
    return nanos.isEmpty()
        ? "–"
        : nanos.getAsLong() == 0 ? "at once" : DurationText.of(nanos.getAsLong());
  }

  private static String line(PhaseProof phase) {
    String numbers =
        phase.packets().stream()
            .map(packet -> Integer.toString(packet + 1))
            .collect(Collectors.joining(", "));
    return "%-8s%9s, on the wire %9s: %s"
        .formatted(
            phase.phase().id(), DurationText.of(phase.measuredNanos()), onTheWire(phase), numbers);
  }
}
