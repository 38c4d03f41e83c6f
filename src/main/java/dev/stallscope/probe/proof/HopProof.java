package dev.stallscope.probe.proof;

import java.util.List;
import java.util.OptionalInt;

/**
 * A request of a probe as its packets show it.
 *
 * @param exchange id of the same request in the analysis; empty where its packets are not there, or
 *     could not be read
 * @param phases those that have packets, in their order
 */
public record HopProof(OptionalInt exchange, List<PhaseProof> phases) {
  /** Nothing was captured of it. */
  public static final HopProof NONE = new HopProof(OptionalInt.empty(), List.of());

  public HopProof {
    phases = List.copyOf(phases);
  }
}
