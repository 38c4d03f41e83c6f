package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** L08, L09: losses that fast retransmission repaired, and what they cost. */
public final class PacketLossRule implements Rule {
  /** Below a minor loss of time (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  /** A repair that takes a smaller share of the time than this is ordinary on the Internet. */
  private static final double NOTABLE_SHARE = 0.05;

  /** One packet in a thousand is lost on healthy paths too; it counts as far as it costs much. */
  private static final double RARE_LOSS = 0.001;

  /** From this share of the time on a loss is major (STALLS 2.5), however rare. */
  private static final double MAJOR_SHARE = 0.2;

  private static final String HELP =
      """
      ## What it is
      Packets were lost on the path, and sent again within about a round trip, as TCP and QUIC are \
      made to. Each time, the receiver cannot hand on what came behind the hole until it is filled \
      (of all the connection in TCP, of one stream in QUIC), and the sender slows down.

      ## How it is recognised
      Segments were sent again because duplicate or selective acknowledgments asked for them (RFC \
      6675, RFC 8985). In a QUIC connection with keys: bytes of a stream had come behind others that \
      were missing, and a packet with a later number brought these, and with them the end of the \
      stream; or, while they were missing, nothing came for more than twice as long as ever in the \
      round trips before. Waiting for them took 10 ms or more in total beyond the round trip; \
      only what the path carried less meanwhile than it had been seen to carry counts, since on a \
      link that stays full a repair delays nothing. Where more than one packet in a thousand was lost, \
      the waits for the windows that these losses keep small (`congestion-window-limited`) count \
      with them. Where that is less \
      than 5 % of the time of the exchanges, or less than 20 % and not one packet in a thousand was \
      lost, it is only mentioned: a single loss in a large download is nothing to act on.

      ## What it is mistaken for
      Packets that overtook one another (`reordering`), packets that the capture missed \
      (`capture-dropped-packets`), and packets captured twice (`capture-duplicate-packets`).

      ## What to do
      Find where packets are dropped: an overloaded link, Wi-Fi, a duplex mismatch, a policer. BBR \
      suffers less from random loss than CUBIC, and HTTP/3 does not stop all streams for one \
      packet.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("packet-loss", Layer.TCP, "Packets were lost on the path and repaired", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No repair of a loss cost time. " + CaptureText.segments(context),
        StallCause.PACKET_LOSS);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    HostTraffic traffic = HostTraffic.of(context, group);
    boolean isRare = traffic.lostSegments() > 0 && traffic.lossShare() < RARE_LOSS;
    Optional<WaitGroup> windows = isRare ? Optional.empty() : smallWindows(context, group, traffic);
    long lost = group.lostNanos() + windows.map(WaitGroup::lostNanos).orElse(0L);
    if (lost < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    double notable = isRare ? MAJOR_SHARE : NOTABLE_SHARE;
    boolean isUsual = lost < notable * enclosingNanos(context, group);
    FindingDraft draft =
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .word("sender", traffic.sender())
            .atMost(isUsual ? Severity.INFO : Severity.CRITICAL)
            .evidence(Evidence.duration("time waited", group.durationNanos()));
    windows.ifPresent(
        small ->
            draft
                .waits(small)
                .evidence(
                    Evidence.duration("time lost to small windows", small.lostNanos()),
                    Evidence.duration("time lost in all", lost)));
    if (traffic.lostSegments() > 0) {
      draft.evidence(
          Evidence.count("lost segments", traffic.lostSegments(), "packet"),
          Evidence.share("share lost", traffic.lossShare()));
    }
    return Optional.of(
        draft
            .evidence(Evidence.count("repairs", group.count(), "wait"), traffic.roundTripEvidence())
            .advice(
                "Find where packets are dropped: `ip -s link` and `ethtool -S` on both hosts,"
                    + " Wi-Fi, a link at its limit, a provider's policer.",
                "Use BBR where loss is random: `net.ipv4.tcp_congestion_control=bbr` with"
                    + " `net.core.default_qdisc=fq` at the sender.",
                "Send less: compress text and let caches answer.")
            .finding(
                title(traffic, windows.isPresent()),
                (traffic.lostSegments() > 0 ? "The path lost {share lost} of the data. " : "")
                    + "The receiver noticed what was missing, and it was sent"
                    + " again, but what came behind had to wait, and the sender slowed down"
                    + (windows.isPresent()
                        ? ": with less under way in each round trip it took"
                            + " {time lost to small windows} longer."
                        : ".")));
  }

  private static String title(HostTraffic traffic, boolean hasWindows) {
    if (hasWindows) {
      return "{lost segments} from the {sender} lost, which cost {time lost in all}";
    }
    return traffic.lostSegments() > 0
        ? "{lost segments} from the {sender} lost; repairing took {time waited}"
        : "Repairing losses took the {sender} {time waited}";
  }

  /** The waits for windows that losses keep small: a sender halves what it has under way. */
  private static Optional<WaitGroup> smallWindows(
      RuleContext context, WaitGroup group, HostTraffic traffic) {
    List<Wait> small =
        traffic.lostSegments() == 0
            ? List.of()
            : context
                .waits()
                .on(Set.copyOf(group.connections()), StallCause.CONGESTION_WINDOW_LIMITED);
    return small.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitGroup(group.client(), group.server(), small));
  }

  private static long enclosingNanos(RuleContext context, WaitGroup group) {
    long sum = 0;
    for (int id : group.exchanges()) {
      sum += context.exchange(id).durationNanos();
    }
    if (sum == 0) {
      for (int id : group.connections()) {
        sum += context.measurements().span(id).durationNanos();
      }
    }
    return sum;
  }
}
