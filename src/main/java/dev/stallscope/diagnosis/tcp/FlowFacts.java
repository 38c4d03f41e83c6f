package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.DatagramConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One kind of fact that was measured of the data in one direction between one client and one
 * server, on one or several connections. Never empty.
 *
 * @param <T> the fact
 */
record FlowFacts<T>(RuleContext context, Direction direction, List<Flow<T>> flows) {
  FlowFacts {
    flows = List.copyOf(flows);
  }

  /**
   * The fact as it was measured on one connection.
   *
   * @param connection its id
   */
  record Flow<T>(int connection, T fact) {}

  private record Hosts(IpAddress client, Endpoint server, Direction direction) {}

  /**
   * Judges a fact of TCP connections by client, server and direction.
   *
   * @param fact where a direction has it
   * @param finding what a rule says of the connections that have it
   */
  static <T> RuleOutcome judge(
      RuleContext context,
      Function<DirectionFacts, Optional<T>> fact,
      Function<FlowFacts<T>, Finding> finding) {
    int connections = context.measurements().connections().size();
    return judge(context, connections, (id, side) -> tcp(context, fact, id, side), finding);
  }

  /**
   * The same of connections over datagrams as well.
   *
   * @param overDatagrams where a direction of one of these has it
   */
  static <T> RuleOutcome judge(
      RuleContext context,
      Function<DirectionFacts, Optional<T>> fact,
      BiFunction<DatagramConnection, Direction, Optional<T>> overDatagrams,
      Function<FlowFacts<T>, Finding> finding) {
    Measurements measured = context.measurements();
    return judge(
        context,
        measured.connectionCount(),
        (id, side) ->
            measured.isTcp(id)
                ? tcp(context, fact, id, side)
                : overDatagrams.apply(measured.datagramConnection(id), side),
        finding);
  }

  private static <T> Optional<T> tcp(
      RuleContext context, Function<DirectionFacts, Optional<T>> fact, int id, Direction side) {
    return fact.apply(context.facts(id).direction(side));
  }

  private static <T> RuleOutcome judge(
      RuleContext context,
      int connections,
      BiFunction<Integer, Direction, Optional<T>> fact,
      Function<FlowFacts<T>, Finding> finding) {
    if (connections == 0) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    Measurements measured = context.measurements();
    Map<Hosts, List<Flow<T>>> byHosts = new LinkedHashMap<>();
    for (int id = 0; id < connections; id++) {
      int connection = id;
      for (Direction direction : Direction.values()) {
        Hosts hosts = new Hosts(measured.client(id).address(), measured.server(id), direction);
        fact.apply(id, direction)
            .ifPresent(
                found ->
                    byHosts
                        .computeIfAbsent(hosts, key -> new ArrayList<>())
                        .add(new Flow<>(connection, found)));
      }
    }
    List<Finding> findings = new ArrayList<>();
    byHosts.forEach(
        (hosts, flows) ->
            findings.add(finding.apply(new FlowFacts<>(context, hosts.direction(), flows))));
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            connections == 1
                ? "The only connection did not show it."
                : "None of %,d connections showed it.".formatted(connections))
        : new RuleOutcome.Found(findings);
  }

  String sender() {
    return direction == Direction.SERVER_TO_CLIENT ? "server" : "client";
  }

  String receiver() {
    return direction == Direction.SERVER_TO_CLIENT ? "client" : "server";
  }

  /** The avoidable part of all waits with that cause on these connections. */
  List<TimeClaim> claims(StallCause cause) {
    return claims(flows.stream().map(Flow::connection).collect(Collectors.toSet()), cause);
  }

  /** The same, with those of the client's other connections: what one sends, all wait behind. */
  List<TimeClaim> claimsOfClient(StallCause cause) {
    int first = flows.getFirst().connection();
    IpAddress client = context.measurements().client(first).address();
    return claims(ConnectionsOf.client(context, client), cause);
  }

  private List<TimeClaim> claims(Set<Integer> connections, StallCause cause) {
    return context.waits().on(connections, cause).stream().map(Wait::claim).toList();
  }

  /** The words {@code sender} and {@code receiver}, and the connections. */
  FindingDraft begin(FindingDraft draft) {
    flows.forEach(flow -> draft.connection(flow.connection()));
    return draft.word("sender", sender()).word("receiver", receiver());
  }
}
