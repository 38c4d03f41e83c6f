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
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** C01: the first packet of a connection, or its answer, was lost. */
public final class SynRetransmissionRule implements Rule {
  /** Timers of SYNs start at 200 ms; less is no timer (Linux tcp_rto_min, ip-sysctl). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      A connection begins with one small packet, the SYN, and its answer, the SYN-ACK. When either \
      is lost or dropped, nothing tells the sender: it waits for a timer and asks again.

      ## How it is recognised
      The SYN or the SYN-ACK was sent more than once before the connection stood, and at least 100 \
      ms passed with that. Linux asks again after 1 s, then each second four more times and after \
      that at doubling intervals (since version 6.5; before, at 1, 3, 7, 15 s). Source: Linux \
      ip-sysctl, `tcp_syn_linear_timeouts`.

      An answer that acknowledges something else than the SYN speaks of an older connection between \
      the same ports (RFC 9293, 3.10.7.4): who answers still holds it, the client resets it, and \
      asks again when its timer runs out.

      ## What it is mistaken for
      A slow server: no program is involved yet. Two connections started a second apart are no \
      repetition; they have different ports. If a server drops the SYNs of many connections at \
      once while it answers others, its queue is full: see `accept-queue-overflow`.

      ## What to do
      One loss in thousands is ordinary. When it repeats, look for a firewall that drops, for a \
      full backlog at the server, or for loss on the path. Keep connections open, so that fewer \
      have to be made, and set a connect timeout of about 3 s with a retry.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "syn-retransmission", Layer.TCP, "The first packets of a connection were lost", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No SYN was repeated. " + CaptureText.handshakes(context),
        StallCause.SYN_RETRANSMISSION);
  }

  /** Whether all were answered for an older connection between the same ports before. */
  private static boolean isHeldOpen(RuleContext context, WaitGroup group) {
    return group.connections().stream()
        .allMatch(id -> context.connection(id).fromServer().count(SegmentEvent.STALE) > 0);
  }

  private static Finding heldOpen(WaitGroup group) {
    return new FindingDraft(INFO, Party.SERVER_OPERATIONS)
        .waits(group)
        .evidence(
            Evidence.duration("time waited", group.durationNanos()),
            Evidence.duration("longest wait", group.worst().durationNanos()),
            Evidence.count("connections", group.connections().size(), "connection"))
        .advice(
            "Look at what answers: a server, a proxy or a NAT that keeps connections of which it"
                + " hears no more. Let it forget them sooner, or ask after them"
                + " (`net.ipv4.tcp_keepalive_time=60`).",
            "Let clients close what they open, and take more ports, so that none comes again soon"
                + " (`net.ipv4.ip_local_port_range=\"10240 65535\"`).",
            "Keep connections open (requests `Session`, httpx `Client`, aiohttp `ClientSession`,"
                + " urllib3 `PoolManager`), so that fewer are made.")
        .finding(
            "Connecting to %s waited {time waited}, since an older connection was still held"
                .formatted(group.server()),
            "On {connections} the first packet was answered for an older connection between the"
                + " same ports, of which the client knew nothing. It reset that one and asked again"
                + " only when its timer ran out, at most {longest wait}. Nothing was lost on the"
                + " way.");
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    if (isHeldOpen(context, group)) {
      return Optional.of(heldOpen(group));
    }
    long repeatedSyns = 0;
    long repeatedAnswers = 0;
    for (int id : group.connections()) {
      Handshake handshake = context.connection(id).handshake();
      repeatedSyns += Math.max(0, handshake.synCount() - 1);
      repeatedAnswers += Math.max(0, handshake.synAckCount() - 1);
    }
    return Optional.of(
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                Evidence.count("connections", group.connections().size(), "connection"),
                Evidence.count("repeated SYNs", repeatedSyns),
                Evidence.count("repeated SYN-ACKs", repeatedAnswers))
            .advice(
                "Look at what lies between: a firewall or security group that drops packets, or a"
                    + " backlog that is full at the server (`nstat -az TcpExtListenDrops`).",
                "Keep connections open (requests `Session`, httpx `Client`, aiohttp"
                    + " `ClientSession`, urllib3 `PoolManager`), so that fewer are made.",
                "Set a short connect timeout with one retry: httpx `Timeout(10, connect=3)`,"
                    + " requests `timeout=(3.05, 10)`, aiohttp `ClientTimeout(connect=3)`.")
            .finding(
                "Connecting to %s waited {time waited} for lost packets".formatted(group.server()),
                "On {connections} the first packet or its answer did not arrive, and the client"
                    + " waited for a timer, at most {longest wait}, before it asked again. The"
                    + " server's program had not seen the connection yet."));
  }
}
