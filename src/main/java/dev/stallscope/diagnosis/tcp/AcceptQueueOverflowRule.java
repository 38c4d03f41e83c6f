package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** C05: the server's listen queue was full. */
public final class AcceptQueueOverflowRule implements Rule {
  /** Linux repeats a SYN-ACK after 1 s; half of that is no coincidence. */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  /** So many connections with lost SYNs at the same time are no random loss. */
  private static final int LEAST_DROPPED_CONNECTIONS = 3;

  /** SYNs dropped within this time belong to one overflow. */
  private static final long SAME_TIME_NANOS = Nanos.ofSeconds(1);

  private static final String HELP =
      """
      ## What it is
      The operating system completes connections on its own and queues them until the server's \
      program takes them with accept(). That queue has a fixed length, the backlog. When the \
      program is too slow, the queue is full, and the kernel silently drops what comes.

      ## How it is recognised
      Either the client finished the handshake and sent its request, and the server sent its \
      SYN-ACK again instead of acknowledging, costing at least 100 ms; or the SYNs of 3 or more \
      connections to one port were dropped within 1 s while the server answered others, no data \
      were lost on their way, and other hosts answered the same clients. The kernel's behaviour \
      (`sk_acceptq_is_full`) makes the pattern.

      ## What it is mistaken for
      Loss on the path: that hits data too. One lost ACK of a handshake makes one repeated \
      SYN-ACK, and nothing is lost when the data that follow are acknowledged.

      ## What to do
      Give the server more workers, and a longer queue. The queue is the smaller of the program's \
      backlog and `net.core.somaxconn`. Defaults to recognise: Python's socketserver 5, asyncio \
      100, nginx 511, gunicorn and uvicorn 2048; somaxconn 4096, before Linux 5.4 128.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "accept-queue-overflow",
          Layer.TCP,
          "The server did not accept connections in time",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** It explains lost SYNs that would else be the path's. */
  @Override
  public Specificity specificity() {
    return Specificity.ROOT_CAUSE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    if (context.measurements().connections().isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    Map<Endpoint, List<Wait>> byServer = new LinkedHashMap<>();
    for (Wait wait :
        context
            .waits()
            .with(
                StallCause.ACCEPT_QUEUE_OVERFLOW,
                StallCause.SYN_RETRANSMISSION,
                StallCause.CONNECT_TIMEOUT)) {
      if (wait.connection() >= 0) {
        byServer
            .computeIfAbsent(
                context.connection(wait.connection()).server(), server -> new ArrayList<>())
            .add(wait);
      }
    }
    List<Finding> findings = new ArrayList<>();
    byServer.forEach((server, waits) -> finding(context, server, waits).ifPresent(findings::add));
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "No server left connections waiting. " + CaptureText.handshakes(context))
        : new RuleOutcome.Found(findings);
  }

  private static Optional<Finding> finding(RuleContext context, Endpoint server, List<Wait> waits) {
    List<Wait> proven =
        waits.stream().filter(wait -> wait.cause() == StallCause.ACCEPT_QUEUE_OVERFLOW).toList();
    boolean isCrowd = isCrowd(context, server, waits);
    if (proven.isEmpty() && !isCrowd) {
      return Optional.empty();
    }
    WaitGroup group =
        new WaitGroup(
            context.connection(waits.getFirst().connection()).client().address(),
            server,
            isCrowd || proven.size() > 1 ? waits : proven);
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .confidence(proven.isEmpty() ? 0.65 : 0.9)
            .evidence(
                Evidence.count("connections", group.connections().size(), "connection"),
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                Evidence.count("accepted but not served", proven.size(), "wait"))
            .advice(
                "Lengthen the queue: `sysctl net.core.somaxconn=4096"
                    + " net.ipv4.tcp_max_syn_backlog=8192`; uvicorn `--backlog 2048`, gunicorn"
                    + " `--backlog 2048`, nginx `listen 80 backlog=4096`.",
                "Accept faster: more workers (gunicorn `--workers`, uvicorn `--workers`), and"
                    + " nothing that blocks the event loop.",
                "See it happen: `nstat -az TcpExtListenOverflows TcpExtListenDrops`, and `ss -lnt`,"
                    + " where Recv-Q reaches Send-Q.")
            .finding(
                "%s did not accept {connections} in time".formatted(server),
                "The server's queue of new connections was full, so its kernel dropped what came."
                    + " Clients waited for their timers, up to {longest wait}, together {time"
                    + " waited}."));
  }

  /** Many SYNs dropped at once by a server that answers others, on a path that loses no data. */
  private static boolean isCrowd(RuleContext context, Endpoint server, List<Wait> waits) {
    if (mostAtOnce(waits) < LEAST_DROPPED_CONNECTIONS || isLostElsewhere(context, server, waits)) {
      return false;
    }
    boolean isPathClean = true;
    boolean answersOthers = false;
    for (TcpConnection connection : ConnectionsOf.server(context, server)) {
      ConnectionFacts facts = context.facts(connection.id());
      isPathClean &=
          facts.toServer().losses().lostSegments() + facts.toClient().losses().lostSegments() == 0;
      answersOthers |=
          connection.handshake().outcome() == Outcome.ESTABLISHED
              && connection.handshake().synCount() == 1;
    }
    return isPathClean && answersOthers;
  }

  /** Whether the same clients meanwhile waited for another host, too: then it is their way. */
  private static boolean isLostElsewhere(RuleContext context, Endpoint server, List<Wait> waits) {
    Set<IpAddress> clients =
        waits.stream()
            .map(wait -> context.connection(wait.connection()).client().address())
            .collect(Collectors.toSet());
    return context.waits().with(StallCause.SYN_RETRANSMISSION, StallCause.CONNECT_TIMEOUT).stream()
        .filter(other -> other.connection() >= 0)
        .filter(
            other -> {
              TcpConnection connection = context.connection(other.connection());
              return !connection.server().address().equals(server.address())
                  && clients.contains(connection.client().address());
            })
        .anyMatch(other -> waits.stream().anyMatch(wait -> wait.span().overlaps(other.span())));
  }

  /** Connections with a wait that began in the same short time, where they were most. */
  private static int mostAtOnce(List<Wait> waits) {
    Map<Integer, Integer> now = new HashMap<>();
    int most = 0;
    int first = 0;
    for (Wait wait : waits) {
      now.merge(wait.connection(), 1, Integer::sum);
      while (wait.interval().startNanos() - waits.get(first).interval().startNanos()
          > SAME_TIME_NANOS) {
        now.computeIfPresent(waits.get(first).connection(), (_, n) -> n == 1 ? null : n - 1);
        first++;
      }
      most = Math.max(most, now.size());
    }
    return most;
  }
}
