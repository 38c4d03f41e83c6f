package dev.stallscope.probe.proof;

import dev.stallscope.exchange.Phase;
import java.util.List;
import java.util.OptionalLong;

/**
 * A phase of a request as the probe measured it, beside what its packets say.
 *
 * @param measuredNanos how long it took for the probe
 * @param seenNanos how long it took on the wire; empty where its end was not captured
 * @param packets indexes of the packets that begin and end it, in their order
 */
public record PhaseProof(
    Phase phase, long measuredNanos, OptionalLong seenNanos, List<Integer> packets) {
  public PhaseProof {
    packets = packets.stream().filter(packet -> packet >= 0).distinct().sorted().toList();
  }
}
