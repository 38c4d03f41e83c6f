package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.SharedPaths;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** C06: the path's round trip, or what delayed it, makes connecting long. */
public final class SlowConnectRule implements RoundTripRule {
  /** From here on one round trip is felt (a third of a second for connect, TLS and request). */
  private static final long LONG_PATH_NANOS = Nanos.ofMillis(150);

  /**
   * Light in glass needs 200 ms to the other side of the Earth and back, cables with their detours
   * up to 300 ms: what takes longer is a satellite, a queue or a tunnel that goes elsewhere.
   */
  private static final long DETOUR_NANOS = Nanos.ofMillis(300);

  /** Connections that served one request each, from which on they are a habit. */
  private static final int HABIT = 3;

  /** Less than this beyond the path's round trip is jitter. */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      Before the first byte of a request can leave, the connection costs one round trip, and TLS \
      one or two more. On a long path that is what a person waits for.

      ## How it is recognised
      The handshake took a round trip of 150 ms or more, which is more than a path within one \
      continent takes; or it took at least 40 ms longer than the path's own round trip, measured \
      later on the same connection. A distant server is only mentioned, unless the path takes 300 ms \
      or more, which no distance on Earth explains, or three connections or more were opened for \
      one request each.

      ## What it is mistaken for
      A slow server: the kernel answers, no program is involved. A repeated SYN has a finding of \
      its own, and a handshake that stood in the queue of another transfer between the same hosts \
      belongs to `bufferbloat`.

      ## What to do
      The round trip itself is distance: serve from nearer (another region, a CDN), or pay it less \
      often by keeping connections open.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("slow-connect", Layer.TCP, "Connecting took long because of the path", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    List<TcpConnection> connections = context.measurements().connections();
    if (connections.stream().noneMatch(SlowConnectRule::isComplete)) {
      return new RuleOutcome.NotApplicable("No handshake was captured from its first packet on.");
    }
    SharedPaths paths = SharedPaths.of(context);
    List<Wait> waits = new ArrayList<>();
    for (Wait wait : context.waits().with(StallCause.SLOW_CONNECT)) {
      if (wait.connection() >= 0
          && !paths.isQueued(context.connection(wait.connection()), wait.span())) {
        waits.add(wait);
      }
    }
    for (TcpConnection connection : connections) {
      if (isComplete(connection)
          && handshakeNanos(connection) >= LONG_PATH_NANOS
          && paths.minNanos(connection) >= LONG_PATH_NANOS
          && !paths.isQueued(connection, handshake(connection))
          && !spansClockStep(context, connection)) {
        waits.add(roundTrip(context, connection));
      }
    }
    waits.sort(Comparator.comparingLong(wait -> wait.interval().startNanos()));
    List<Finding> findings = new ArrayList<>();
    for (WaitGroup group : WaitGroup.byHosts(context.measurements(), waits)) {
      finding(context, group).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(CaptureText.handshakes(context))
        : new RuleOutcome.Found(findings);
  }

  private static boolean isComplete(TcpConnection connection) {
    return connection.handshake().outcome() == Outcome.ESTABLISHED
        && connection.handshake().synNanos() >= 0
        && connection.handshake().synAckNanos() >= 0
        && connection.handshake().synCount() == 1
        && connection.roundTrip().isKnown();
  }

  /** A handshake in which the capture's clock was set has no known length. */
  private static boolean spansClockStep(RuleContext context, TcpConnection connection) {
    TimeSpan handshake = handshake(connection);
    return context.facts(connection.id()).timeline().stream()
        .filter(interval -> interval.cause() == StallCause.CAPTURE_CLOCK_STEP)
        .anyMatch(step -> handshake.overlaps(new TimeSpan(step.startNanos(), step.endNanos())));
  }

  private static TimeSpan handshake(TcpConnection connection) {
    long start = connection.handshake().synNanos();
    return new TimeSpan(start, start + handshakeNanos(connection));
  }

  private static long handshakeNanos(TcpConnection connection) {
    Handshake handshake = connection.handshake();
    return Math.max(handshake.synAckNanos(), handshake.establishedNanos()) - handshake.synNanos();
  }

  /** The handshake of a long path; it is lost as far as a connection need not have been made. */
  private static Wait roundTrip(RuleContext context, TcpConnection connection) {
    Handshake handshake = connection.handshake();
    long start = handshake.synNanos();
    long end = start + handshakeNanos(connection);
    TimeClaim claim = context.claims(connection.id(), new TimeSpan(start, end), 1).getFirst();
    return new Wait(
        claim.exchange(),
        connection.id(),
        new CauseInterval(
            StallCause.SLOW_CONNECT,
            start,
            end,
            end - start,
            handshake.synPacket(),
            Math.max(handshake.synAckPacket(), handshake.ackPacket()),
            0.9));
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    HostTraffic traffic = HostTraffic.of(context, group);
    boolean isLongPath = traffic.minRoundTripNanos() >= LONG_PATH_NANOS;
    if (!isLongPath && group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, isLongPath ? Party.SERVER_OPERATIONS : Party.NETWORK)
            .waits(group)
            .atMost(isLongPath ? ofDistance(context, group, traffic) : Severity.CRITICAL)
            .evidence(
                traffic.roundTripEvidence(),
                Evidence.duration("longest", group.worst().durationNanos()),
                Evidence.count("connections", group.connections().size(), "connection"))
            .advice(
                "Keep connections open: one `requests.Session`, `httpx.Client` or aiohttp"
                    + " `ClientSession` for all calls, nginx `keepalive 32` to upstreams.",
                "Serve from nearer to the clients: another region, a CDN, an anycast address.",
                "Use TLS 1.3, which needs one round trip instead of two: nginx `ssl_protocols"
                    + " TLSv1.2 TLSv1.3`.")
            .finding(
                (isLongPath
                        ? "Connecting to %s took {longest}"
                        : "Connecting to %s took {longest} longer than its path")
                    .formatted(group.server()),
                isLongPath
                    ? "The path to this server takes {round trip} there and back, and {connections}"
                        + " had to wait that long at least before anything could be asked."
                    : "The path takes {round trip} there and back, but {connections} took longer to"
                        + " open: the answer was held up on the way or in the server's kernel."));
  }

  /** Distance is no fault: what can be avoided is paying it for each request, or a detour. */
  private static Severity ofDistance(RuleContext context, WaitGroup group, HostTraffic traffic) {
    List<Integer> connections = group.connections();
    long requests = connections.stream().mapToLong(id -> context.requests(id).size()).sum();
    boolean isHabit = connections.size() >= HABIT && requests <= connections.size();
    return isHabit || traffic.minRoundTripNanos() >= DETOUR_NANOS ? Severity.MINOR : Severity.INFO;
  }
}
