package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The waits between one client and one server in which data of one direction were held up: a
 * response, or an upload. Who sent and who received them says who has to act.
 *
 * @param group not empty
 * @param direction in which the data flowed
 */
record DataWaits(RuleContext context, WaitGroup group, Direction direction) {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  /**
   * Judges the waits of one cause by client, server and direction of the data, where at least
   * {@link #LEAST_LOST_NANOS} were lost.
   *
   * @param finding what a rule says of such waits
   */
  static RuleOutcome judge(
      RuleContext context, StallCause cause, Function<DataWaits, Finding> finding) {
    if (context.measurements().connections().isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (WaitGroup hosts : WaitGroup.byHosts(context.measurements(), context.waits().with(cause))) {
      for (DataWaits waits : byDirection(context, hosts)) {
        if (waits.group.lostNanos() >= LEAST_LOST_NANOS) {
          findings.add(finding.apply(waits));
        }
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()))
        : new RuleOutcome.Found(findings);
  }

  private static List<DataWaits> byDirection(RuleContext context, WaitGroup hosts) {
    Map<Direction, List<Wait>> byDirection = new EnumMap<>(Direction.class);
    for (Wait wait : hosts.waits()) {
      byDirection
          .computeIfAbsent(directionOf(context, wait), direction -> new ArrayList<>())
          .add(wait);
    }
    List<DataWaits> groups = new ArrayList<>();
    byDirection.forEach(
        (direction, waits) ->
            groups.add(
                new DataWaits(
                    context, new WaitGroup(hosts.client(), hosts.server(), waits), direction)));
    return groups;
  }

  /**
   * Until the request is complete its bytes are what waits; without a request, those that the
   * packets show, or else the larger side's.
   */
  static Direction directionOf(RuleContext context, Wait wait) {
    if (wait.exchange() >= 0) {
      Exchange exchange = context.exchange(wait.exchange());
      if (exchange.request().isPresent()) {
        return wait.interval().endNanos() <= exchange.request().get().span().lastNanos()
            ? Direction.CLIENT_TO_SERVER
            : Direction.SERVER_TO_CLIENT;
      }
    }
    if (wait.interval().data() != null) {
      return wait.interval().data();
    }
    TcpConnection connection = context.connection(wait.connection());
    return connection.fromClient().uniqueBytes() > connection.fromServer().uniqueBytes()
        ? Direction.CLIENT_TO_SERVER
        : Direction.SERVER_TO_CLIENT;
  }

  boolean isDownload() {
    return direction == Direction.SERVER_TO_CLIENT;
  }

  /** {@code "server"} for a response. */
  String sender() {
    return isDownload() ? "server" : "client";
  }

  String receiver() {
    return isDownload() ? "client" : "server";
  }

  /** Who wrote the program that sends. */
  Party senderProgram() {
    return isDownload() ? Party.SERVER_APPLICATION : Party.CLIENT_APPLICATION;
  }

  /** Who wrote the program that receives. */
  Party receiverProgram() {
    return isDownload() ? Party.CLIENT_APPLICATION : Party.SERVER_APPLICATION;
  }

  /** Who sets the system that sends. */
  Party senderSystem() {
    return isDownload() ? Party.SERVER_OPERATIONS : Party.CLIENT_APPLICATION;
  }

  /** Who sets the system that receives. */
  Party receiverSystem() {
    return isDownload() ? Party.CLIENT_APPLICATION : Party.SERVER_OPERATIONS;
  }

  /** The connection of the longest wait. */
  TcpConnection connection() {
    return context.connection(group.worst().connection());
  }

  /** What was measured on the connection of the longest wait, in the data's direction. */
  DirectionFacts facts() {
    return context.facts(group.worst().connection()).direction(direction);
  }

  /** The path's round trip on that connection, nanoseconds; 0 where unknown. */
  long roundTripNanos() {
    return Math.max(0, connection().roundTrip().minNanos());
  }

  /** The rate that so many bytes in each round trip make, bits a second; 0 where unknown. */
  long rateOf(long bytesInFlight) {
    long roundTrip = roundTripNanos();
    return roundTrip == 0 || bytesInFlight < 0
        ? 0
        : Math.round(bytesInFlight * 8.0 * Nanos.PER_SECOND / roundTrip);
  }

  /** What half of the waits exceeded the path by. */
  long medianLostNanos() {
    long[] lost = group.waits().stream().mapToLong(Wait::lostNanos).sorted().toArray();
    return lost[lost.length / 2];
  }

  /**
   * Begins a finding with the waits, the words {@code sender} and {@code receiver}, and the
   * evidence {@code time lost}, {@code waits}, {@code longest wait} and {@code round trip}.
   */
  FindingDraft draft(RuleInfo rule, Party party) {
    Wait worst = group.worst();
    return new FindingDraft(rule, party)
        .waits(group)
        .word("sender", sender())
        .word("receiver", receiver())
        .evidence(
            Evidence.duration("time lost", group.lostNanos()),
            Evidence.count("waits", group.count(), "wait"),
            Evidence.duration(
                "longest wait",
                worst.durationNanos(),
                worst.interval().firstPacket(),
                worst.interval().lastPacket()),
            Evidence.duration("round trip", roundTripNanos()));
  }
}
