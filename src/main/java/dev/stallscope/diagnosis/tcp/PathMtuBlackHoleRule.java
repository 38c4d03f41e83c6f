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
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import java.util.Optional;

/** L11: full-size segments never arrive, or only after a router has asked for smaller ones. */
public final class PathMtuBlackHoleRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Somewhere on the path packets may not be as large as the hosts believe. The router there \
      should say so by ICMP; when a firewall drops that message, large packets vanish without a \
      trace, while small ones pass. Connections stand, and the first full packet hangs.

      ## How it is recognised
      The same full-size segment was sent at least three times without being acknowledged, while \
      smaller ones of the same direction were, or it was itself as soon as it was sent in smaller \
      ones. Near the receiver: behind a silence only smaller segments come, the first alone, and the \
      next one lies behind a hole. Where a router did say so by ICMP and smaller packets followed, \
      the path is no black hole, but what they cost is told, as minor at most.

      ## What it is mistaken for
      An outage: then small packets vanish too. Ordinary loss hits any size.

      ## What to do
      Let ICMP "fragmentation needed" and "packet too big" through all firewalls; lower the MTU of \
      tunnels and VPN interfaces to what they carry, or clamp the MSS there.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("path-mtu-black-hole", Layer.TCP, "Full-size packets never arrive", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> Optional.of(finding(context, group)),
        () -> "Full-size packets arrived. " + CaptureText.segments(context),
        StallCause.PATH_MTU_BLACK_HOLE);
  }

  private static Finding finding(RuleContext context, WaitGroup group) {
    boolean isTold =
        group.connections().stream()
            .allMatch(
                id ->
                    context.measurements().isTcp(id)
                        && context.connection(id).isToldOfSmallerPath());
    return isTold ? told(context, group) : silent(context, group);
  }

  /** Path MTU discovery at work. */
  private static Finding told(RuleContext context, WaitGroup group) {
    HostTraffic traffic = HostTraffic.of(context, group);
    TcpConnection connection = context.connection(group.worst().connection());
    return new FindingDraft(INFO, Party.NETWORK)
        .waits(group)
        .word("sender", traffic.sender())
        .atMost(Severity.MINOR)
        .evidence(
            Evidence.duration("time lost", group.lostNanos()),
            Evidence.bytes("full segment", connection.side(traffic.direction()).mss()),
            Evidence.text(
                "answer of a router",
                "packets are too big for the path",
                connection.closing().icmpPacket()))
        .advice(
            "Nothing is broken. To save the time, let the MTU of the {sender}'s interface be what"
                + " the path carries (WireGuard 1420, VXLAN 1450, PPPoE 1492), or clamp the MSS at"
                + " the tunnel: `iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j"
                + " TCPMSS --clamp-mss-to-pmtu`.")
        .finding(
            "Finding out which packets the path carries took {time lost}",
            "The {sender} sent segments of {full segment}, a router answered that such packets are"
                + " too big for the path, and what they held was sent again in smaller ones. That"
                + " is how path MTU discovery works; the system remembers the result for a while.");
  }

  private static Finding silent(RuleContext context, WaitGroup group) {
    HostTraffic traffic = HostTraffic.of(context, group);
    int mss = context.connection(group.worst().connection()).side(traffic.direction()).mss();
    return new FindingDraft(INFO, Party.NETWORK)
        .waits(group)
        .word("sender", traffic.sender())
        .atLeast(Severity.MINOR)
        .evidence(
            Evidence.duration("time waited", group.durationNanos()),
            Evidence.bytes("full segment", mss),
            Evidence.count("repetitions", group.count(), "wait"),
            Evidence.count("connections", group.connections().size(), "connection"))
        .advice(
            "Let ICMP type 3 code 4 (IPv4) and type 2 (IPv6) through every firewall of the path.",
            "Clamp the MSS at the tunnel: `iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST"
                + " SYN -j TCPMSS --clamp-mss-to-pmtu`, or set the MTU of VPN and container"
                + " interfaces (WireGuard 1420, VXLAN 1450).",
            "As a safety net let the sender probe: `net.ipv4.tcp_mtu_probing=1`.")
        .finding(
            "Full-size packets from the {sender} vanish; {time waited} waited",
            "Packets of {full segment} were sent again and again on {connections} and never"
                + " acknowledged, while smaller ones were. A part of the path carries no packets"
                + " of that size and does not say so.");
  }
}
