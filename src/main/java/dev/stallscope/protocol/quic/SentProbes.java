package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Packets of a number space that were sent when a timer expired, until an answer tells why. */
final class SentProbes {
  /** A sender that gets no answer gives up after some ten. */
  private static final int MAX_PROBES = 64;

  private final List<Probe> open = new ArrayList<>(0);

  /**
   * A probe.
   *
   * @param original number of the packet that was not acknowledged
   * @param isSure whether only a timer can have sent it
   */
  private record Probe(long original, long number, boolean isSure, TransportWait silence) {}

  void sent(long original, long number, boolean isSure, TransportWait wait) {
    if (open.size() < MAX_PROBES) {
      open.add(new Probe(original, number, isSure, wait));
    }
  }

  /** Decides of the probes that an answer tells of: before what is missing counts as lost. */
  void acknowledged(SentPackets sent, TransportWaits waits) {
    List<Probe> lost = new ArrayList<>(0);
    Iterator<Probe> probes = open.iterator();
    while (probes.hasNext()) {
      Probe probe = probes.next();
      if (!sent.isWaitingFor(probe.original())) {
        probes.remove();
      } else if (sent.largestAcknowledged() >= probe.number()) {
        lost.add(probe);
        probes.remove();
      }
    }
    boolean isOutage = lost.size() >= TransportWaits.OUTAGE_TIMERS;
    lost.stream()
        .filter(probe -> probe.isSure() || isOutage)
        .forEach(probe -> waits.add(probe.silence()));
  }

  /**
   * No answer will come any more.
   *
   * @param peerNanos when the other side was heard last
   */
  void over(long peerNanos, TransportWaits waits) {
    List<TransportWait> silences =
        open.stream()
            .map(Probe::silence)
            .filter(silence -> silence.startNanos() > peerNanos)
            .toList();
    if (silences.size() >= TransportWaits.OUTAGE_TIMERS) {
      silences.forEach(waits::add);
    }
  }
}
