package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Connections of one client, or of many to one server, that were not made, all for the same reason:
 * those to one server, or to many, where it failed at so many that they are no trouble of their
 * own.
 *
 * @param server the first of them
 * @param connections by start; never empty
 */
record FailedConnects(IpAddress client, Endpoint server, List<TcpConnection> connections) {
  /**
   * A client that fails at more servers is looking for one: peers, a scan, a network that is down.
   */
  private static final int MOST_SERVERS = 4;

  /** A server that fails so many clients fails whoever comes: one trouble, or a flood of SYNs. */
  private static final int MOST_CLIENTS = 4;

  static List<FailedConnects> byHosts(List<TcpConnection> all, Outcome outcome) {
    Map<ClientOfServer, List<TcpConnection>> byHosts = new LinkedHashMap<>();
    for (TcpConnection connection : all) {
      if (connection.handshake().outcome() == outcome) {
        byHosts
            .computeIfAbsent(
                ClientOfServer.of(connection.client(), connection.server()),
                hosts -> new ArrayList<>())
            .add(connection);
      }
    }
    List<FailedConnects> result = new ArrayList<>();
    byHosts.forEach(
        (hosts, list) -> result.add(new FailedConnects(hosts.client(), hosts.server(), list)));
    return result;
  }

  /**
   * Those of a client that failed at many servers as one, and those of many clients at one server;
   * the others as they are.
   */
  static List<FailedConnects> gathered(List<FailedConnects> all) {
    List<FailedConnects> ofClients = joined(all, FailedConnects::client, MOST_SERVERS);
    return joined(
        ofClients,
        failed -> failed.servers() == 1 ? failed.server() : failed.client(),
        MOST_CLIENTS);
  }

  private static List<FailedConnects> joined(
      List<FailedConnects> all, Function<FailedConnects, Object> key, int mostApart) {
    Map<Object, List<FailedConnects>> byKey = new LinkedHashMap<>();
    for (FailedConnects failed : all) {
      byKey.computeIfAbsent(key.apply(failed), _ -> new ArrayList<>()).add(failed);
    }
    List<FailedConnects> result = new ArrayList<>();
    for (List<FailedConnects> alike : byKey.values()) {
      if (alike.size() <= mostApart) {
        result.addAll(alike);
      } else {
        FailedConnects first = alike.getFirst();
        result.add(
            new FailedConnects(
                first.client(),
                first.server(),
                alike.stream()
                    .flatMap(failed -> failed.connections().stream())
                    .sorted(Comparator.comparingLong(TcpConnection::startNanos))
                    .toList()));
      }
    }
    return result;
  }

  /** How a sentence about those who failed begins; with the evidence "clients" how many. */
  String who() {
    return clients() == 1 ? "The client" : "{clients}";
  }

  private long clients() {
    return connections.stream().map(one -> one.client().address()).distinct().count();
  }

  /** How many servers it failed at. */
  long servers() {
    return connections.stream().map(TcpConnection::server).distinct().count();
  }

  /** Whom a title speaks of: the server, or with the evidence "servers" how many. */
  String subject() {
    return servers() == 1 ? server.toString() : "{servers}";
  }

  /** First packet to last, of the attempt that took longest. */
  long longestNanos() {
    long longest = 0;
    for (TcpConnection connection : connections) {
      longest = Math.max(longest, span(connection).durationNanos());
    }
    return longest;
  }

  /** First SYN to the first refusal, of the attempt that was refused last. */
  long longestRefusalNanos() {
    long longest = 0;
    for (TcpConnection connection : connections) {
      TcpConnection.Closing closing = connection.closing();
      long refused = closing.resetNanos() >= 0 ? closing.resetNanos() : closing.icmpNanos();
      longest = Math.max(longest, refused - connection.startNanos());
    }
    return longest;
  }

  /** When the first of them was begun. */
  long firstSynNanos() {
    return connections.stream().mapToLong(one -> one.handshake().synNanos()).min().orElseThrow();
  }

  /** When the last SYN of any was sent. */
  long lastSynNanos() {
    return connections.stream()
        .mapToLong(one -> one.handshake().lastSynNanos())
        .max()
        .orElseThrow();
  }

  /** SYNs sent, again and again those of one connection. */
  long syns() {
    return connections.stream().mapToLong(connection -> connection.handshake().synCount()).sum();
  }

  /** To the last packet, or to the ICMP error that spoke of it. */
  private static TimeSpan span(TcpConnection connection) {
    return new TimeSpan(
        connection.startNanos(), Math.max(connection.endNanos(), connection.closing().icmpNanos()));
  }

  /** Whether after each failure another address was reached at the same port in time. */
  boolean hasFallback(ReachedServers reached, long withinNanos) {
    return connections.stream().allMatch(failed -> reached.hasInstead(failed, withinNanos));
  }

  /** A draft with these connections, their packets, and the time that the cause took. */
  FindingDraft draft(RuleInfo info, Party party, RuleContext context, StallCause cause) {
    FindingDraft draft = new FindingDraft(info, party);
    for (TcpConnection connection : connections) {
      draft
          .connection(connection.id())
          .span(span(connection))
          .packet(connection.handshake().synPacket())
          .packet(connection.closing().resetPacket())
          .packet(connection.closing().icmpPacket())
          .packet(connection.lastPacket());
    }
    if (clients() > 1) {
      draft.evidence(Evidence.count("clients", clients(), "client"));
    }
    Set<Integer> ids = connections.stream().map(TcpConnection::id).collect(Collectors.toSet());
    boolean isOne = servers() == 1;
    long claimed = Long.MIN_VALUE;
    if (cause == StallCause.CONNECT_TIMEOUT) {
      WaitingRequests waiting = context.computed(WaitingRequests.class, WaitingRequests::of);
      ids.stream()
          .sorted()
          .flatMap(id -> waiting.before(id).stream())
          .forEach(wait -> draft.claim(wait.claim()));
    }
    for (Wait wait : context.waits().on(ids, cause)) {
      draft.claim(isOne ? wait.claim() : since(claimed, wait.claim()));
      claimed = Math.max(claimed, wait.span().endNanos());
    }
    return draft;
  }

  /** Many servers were asked at once: a time that passed for several of them was lost once. */
  private static TimeClaim since(long nanos, TimeClaim claim) {
    long end = claim.span().endNanos();
    TimeSpan rest = new TimeSpan(Math.clamp(nanos, claim.span().startNanos(), end), end);
    return new TimeClaim(
        claim.exchange(),
        claim.connection(),
        rest,
        Math.min(claim.lostNanos(), rest.durationNanos()));
  }
}
