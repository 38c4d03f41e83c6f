package dev.stallscope.diagnosis.quic;

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

/** Q02: silence that a probe timeout ended. */
public final class QuicProbeTimeoutRule implements Rule {
  /** Single timeouts on short paths are everyday life (STALLS 2.5: minor). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A QUIC sender whose last packets are not acknowledged has nothing that tells of their loss. It \
      waits for a timer, somewhat more than a round trip and in a handshake about a second, and then \
      sends again as a probe (RFC 9002 section 6.2); each further timer is twice as long.

      ## How it is recognised
      Something was under way and not acknowledged, nothing came from the other side meanwhile, and \
      what ended the silence had been sent before or was a mere PING; the other side then acknowledged \
      what was sent again, and not the first. Beside the receiver, where what was lost never came: \
      packet numbers are missing, and what came after more than a round trip fills a hole in a \
      stream or goes on where it had stopped. It counts from 40 ms between one client and one \
      server. In the handshake's first packets it can be seen without keys; \
      behind them only where the connection was decrypted.

      ## What it is mistaken for
      A slow server: there the first packet is acknowledged in the end. An idle connection kept alive by \
      PING: there nothing is under way.

      ## What to do
      Find where packets are lost; nothing can be tuned at the endpoints but the number of losses.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "quic-probe-timeout",
          Layer.QUIC,
          "A QUIC sender waited for a timer before it sent again",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DatagramWaits.judge(
        context,
        QuicProbeTimeoutRule::finding,
        "No QUIC sender waited 40 ms or more for a timer.",
        StallCause.QUIC_PROBE_TIMEOUT);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .evidence(
                Evidence.duration("time of silence", group.durationNanos()),
                Evidence.count("timeouts", group.count(), "timeout"),
                Evidence.duration("longest timeout", group.worst().durationNanos()))
            .advice(
                "Look for loss on the way: Wi-Fi, a full queue, a firewall that limits UDP. `mtr"
                    + " --udp --port 443 HOST` shows the hop at which packets begin to be missing.",
                "Where only QUIC suffers, compare with TCP to the same server: some networks treat"
                    + " UDP worse.")
            .finding(
                "QUIC stood still {time of silence} until a timer expired",
                "Packets were lost at the end of what was under way, so that only a timer could"
                    + " tell of it ({timeouts}, the longest {longest timeout})."));
  }
}
