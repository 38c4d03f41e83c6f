package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections of one client to one server that were not made, all for the same reason.
 *
 * @param connections by start; never empty
 */
record FailedConnects(IpAddress client, Endpoint server, List<TcpConnection> connections) {
  private record Hosts(IpAddress client, Endpoint server) {}

  static List<FailedConnects> byHosts(List<TcpConnection> all, Outcome outcome) {
    Map<Hosts, List<TcpConnection>> byHosts = new LinkedHashMap<>();
    for (TcpConnection connection : all) {
      if (connection.handshake().outcome() == outcome) {
        byHosts
            .computeIfAbsent(
                new Hosts(connection.client().address(), connection.server()),
                hosts -> new ArrayList<>())
            .add(connection);
      }
    }
    List<FailedConnects> result = new ArrayList<>();
    byHosts.forEach(
        (hosts, list) -> result.add(new FailedConnects(hosts.client(), hosts.server(), list)));
    return result;
  }

  /** First packet to last, of the attempt that took longest. */
  long longestNanos() {
    long longest = 0;
    for (TcpConnection connection : connections) {
      longest = Math.max(longest, connection.endNanos() - connection.startNanos());
    }
    return longest;
  }

  /** Whether after each failure another address was reached at the same port in time. */
  boolean hasFallback(List<TcpConnection> all, long withinNanos) {
    return connections.stream().allMatch(failed -> isFollowed(failed, all, withinNanos));
  }

  private static boolean isFollowed(
      TcpConnection failed, List<TcpConnection> all, long withinNanos) {
    return all.stream()
        .anyMatch(
            other ->
                other.handshake().outcome() == Outcome.ESTABLISHED
                    && other.server().port() == failed.server().port()
                    && !other.server().address().equals(failed.server().address())
                    && isSameHost(other, failed)
                    && Math.abs(other.startNanos() - failed.startNanos()) <= withinNanos);
  }

  /** A host has one address of each family: only addresses of one family tell hosts apart. */
  private static boolean isSameHost(TcpConnection one, TcpConnection other) {
    IpAddress first = one.client().address();
    IpAddress second = other.client().address();
    return first.isV4() != second.isV4() || first.equals(second);
  }

  /** A draft with these connections, their packets, and the time that the cause took. */
  FindingDraft draft(RuleInfo info, Party party, RuleContext context, StallCause cause) {
    FindingDraft draft = new FindingDraft(info, party);
    for (TcpConnection connection : connections) {
      draft
          .connection(connection.id())
          .span(new TimeSpan(connection.startNanos(), connection.endNanos()))
          .packet(connection.handshake().synPacket())
          .packet(connection.closing().resetPacket())
          .packet(connection.closing().icmpPacket())
          .packet(connection.lastPacket());
    }
    for (Wait wait : context.waits().with(cause)) {
      if (wait.connection() >= 0 && connections.contains(context.connection(wait.connection()))) {
        draft.claim(wait.claim());
      }
    }
    return draft;
  }
}
