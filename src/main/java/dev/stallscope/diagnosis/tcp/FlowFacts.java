package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** The fact as it was measured on one connection. */
  record Flow<T>(TcpConnection connection, T fact) {}

  private record Hosts(IpAddress client, Endpoint server, Direction direction) {}

  /**
   * Judges a fact by client, server and direction.
   *
   * @param fact where a direction has it
   * @param finding what a rule says of the connections that have it
   */
  static <T> RuleOutcome judge(
      RuleContext context,
      Function<DirectionFacts, Optional<T>> fact,
      Function<FlowFacts<T>, Finding> finding) {
    List<TcpConnection> connections = context.measurements().connections();
    if (connections.isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    Map<Hosts, List<Flow<T>>> byHosts = new LinkedHashMap<>();
    for (TcpConnection connection : connections) {
      for (Direction direction : Direction.values()) {
        Hosts hosts = new Hosts(connection.client().address(), connection.server(), direction);
        fact.apply(context.facts(connection.id()).direction(direction))
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
        ? new RuleOutcome.Clear("None of %,d connections showed it.".formatted(connections.size()))
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
    Set<Integer> ids =
        flows.stream().map(flow -> flow.connection().id()).collect(Collectors.toSet());
    return context.waits().on(ids, cause).stream().map(Wait::claim).toList();
  }

  /** The words {@code sender} and {@code receiver}, and the connections. */
  FindingDraft begin(FindingDraft draft) {
    flows.forEach(flow -> draft.connection(flow.connection().id()));
    return draft.word("sender", sender()).word("receiver", receiver());
  }
}
