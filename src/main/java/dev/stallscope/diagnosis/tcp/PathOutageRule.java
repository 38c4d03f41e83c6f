package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** L03, L04: everything in flight was lost, or nothing passed for a while. */
public final class PathOutageRule implements Rule {
  /** Below a minor loss of time (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      For a while nothing got through: a whole flight of packets was lost at once, or the same \
      packet again and again. Such is a link that went away, a phone that changed cells, a route \
      that moved, or a queue that was flushed.

      ## How it is recognised
      A retransmission timer ran out while more than three segments were in flight of which none \
      was acknowledged, also not selectively; or one segment had to be sent five times or more, or \
      four times and was never acknowledged. Where the client then asks the same again over \
      another connection, it waited until then, whatever the system still sends over the first. \
      Near the receiver, behind a silence: the first segment comes alone though its sender had \
      more, and a round trip later others, behind a hole of more than three. In QUIC, with keys: a \
      timer ran out three times in a row and nothing came meanwhile, or four packet numbers and \
      more are missing at once behind the last that came, before a silence that a timer ended, be it \
      with what had come before. \
      Waits count from 10 ms together, less one round trip. After TAPO's "continuous loss" (CoNEXT \
      2015).

      ## What it is mistaken for
      A capture that paused: then every connection is silent at once and nothing is sent again \
      (`capture-clock-step`). One of many lost packets is `packet-loss`. A host that went away: \
      where the capture stands beside the receiver and holds the repetitions, they came as far as \
      there, and it is the receiver that fell silent.

      ## What to do
      Look at what happened on the path then: Wi-Fi and mobile logs, a failover, a firewall that \
      forgot the connection. Short timeouts with a second attempt on a new connection often \
      recover before TCP does, since its timer doubles each time.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("path-outage", Layer.TCP, "For a while nothing got through", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No outage. " + CaptureText.segments(context),
        StallCause.PATH_OUTAGE);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    HostTraffic traffic = HostTraffic.ofMissed(context, group);
    SilentReceiver silent = SilentReceiver.of(context, group, traffic.direction());
    if (silent.isCertain()) {
      return Optional.of(silent.finding(INFO, group));
    }
    FindingDraft draft =
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .word("sender", traffic.sender())
            .evidence(
                Evidence.duration("time without delivery", group.durationNanos()),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                Evidence.count("connections", group.connections().size(), "connection"));
    Recoveries recoveries = Recoveries.of(context, group, traffic.direction());
    if (recoveries.vain() > 0) {
      draft.evidence(
          Evidence.count("connections that never recovered", recoveries.vain(), "connection"),
          Evidence.duration("longest wait in vain", recoveries.longestVainNanos()));
    }
    if (recoveries.longestNanos() > 0) {
      draft.evidence(Evidence.duration("longest recovery", recoveries.longestNanos()));
    }
    boolean isCounted =
        traffic.lostSegments() > 0
            && group.connections().stream().allMatch(context.measurements()::isTcp);
    if (isCounted) {
      draft.evidence(Evidence.count("lost segments", traffic.lostSegments(), "packet"));
    }
    return Optional.of(
        draft
            .advice(
                "Look for what happened on the path at that time: Wi-Fi or mobile hand-over, a"
                    + " failover, a firewall or NAT that dropped its state.",
                "Give up sooner and try again on a new connection: httpx `Timeout(10, connect=3)`,"
                    + " aiohttp `ClientTimeout(sock_read=5)`, `TCP_USER_TIMEOUT` on raw sockets.",
                "Enable keep-alive probes below the middlebox's limit:"
                    + " `net.ipv4.tcp_keepalive_time=60`.")
            .finding(
                "Nothing got through from the {sender} for {time without delivery}",
                "On {connections} everything that was under way was lost"
                    + (isCounted ? " ({lost segments})" : "")
                    + ", or the"
                    + " same packet several times. The sender's timer doubles each time"
                    + recoveries.words()));
  }
}
