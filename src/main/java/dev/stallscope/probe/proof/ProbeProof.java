package dev.stallscope.probe.proof;

import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All requests of a recorded probe as their packets show them. */
public final class ProbeProof {
  /** Nothing was recorded. */
  public static final ProbeProof NONE = new ProbeProof(Map.of());

  private final Map<ProbeHop, HopProof> proofs;

  private ProbeProof(Map<ProbeHop, HopProof> proofs) {
    this.proofs = proofs;
  }

  /** Finds a probe's requests in what was measured of a capture. */
  public static ProbeProof of(ProbeResult result, Measurements measurements) {
    List<ProbeHop> hops = result.runs().stream().map(ProbeRun::hops).flatMap(List::stream).toList();
    HopExchanges exchanges = HopExchanges.find(hops, measurements.exchanges());
    Map<ProbeHop, HopProof> proofs = new HashMap<>();
    for (ProbeHop hop : hops) {
      proofs.put(hop, new HopPackets(hop, exchanges.of(hop), measurements).proof());
    }
    return new ProbeProof(proofs);
  }

  /** What the packets say of a request of that probe. */
  public HopProof of(ProbeHop hop) {
    return proofs.getOrDefault(hop, HopProof.NONE);
  }
}
