package dev.stallscope.diagnosis.quic;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP connections of a capture that may have taken the place of an attempt over QUIC. */
final class TcpStandIns {
  /** Of more connections between two hosts, or to one name, the latest begun are looked at. */
  private static final int MOST = 256;

  private final Measurements measured;

  /** By start. */
  private final Map<ClientOfServer, List<Exchange>> connects;

  /** By the name that the TLS handshake over them asked for, by start. */
  private final Map<String, List<Exchange>> byName;

  private final Set<IpAddress> clients;

  private TcpStandIns(
      Measurements measured,
      Map<ClientOfServer, List<Exchange>> connects,
      Map<String, List<Exchange>> byName,
      Set<IpAddress> clients) {
    this.measured = measured;
    this.connects = connects;
    this.byName = byName;
    this.clients = clients;
  }

  static TcpStandIns of(Measurements measured) {
    List<Exchange> connects =
        measured.exchanges().stream()
            .filter(exchange -> exchange.kind() == ExchangeKind.CONNECT)
            .sorted(Comparator.comparingLong(exchange -> exchange.span().startNanos()))
            .toList();
    return new TcpStandIns(
        measured,
        connects.stream()
            .collect(
                Collectors.groupingBy(
                    exchange -> ClientOfServer.of(exchange.client(), exchange.server()))),
        byName(measured, connects),
        clients(measured));
  }

  private static Map<String, List<Exchange>> byName(
      Measurements measured, List<Exchange> connects) {
    Map<Integer, String> names = new HashMap<>();
    for (Exchange exchange : measured.exchanges()) {
      if (exchange.kind() == ExchangeKind.TLS && measured.isTcp(exchange.connection())) {
        name(exchange).ifPresent(name -> names.put(exchange.connection(), name));
      }
    }
    Map<String, List<Exchange>> byName = new HashMap<>();
    for (Exchange connect : connects) {
      String name = names.get(connect.connection());
      if (name != null) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(connect);
      }
    }
    return byName;
  }

  private static Set<IpAddress> clients(Measurements measured) {
    Set<IpAddress> clients = new HashSet<>();
    for (TcpConnection connection : measured.connections()) {
      if (connection.fromServer().packets() > 0) {
        clients.add(connection.client().address());
      }
    }
    return clients;
  }

  private static Optional<String> name(Exchange handshake) {
    return handshake.setup().map(SetupMessage::content).flatMap(content -> content.serverName());
  }

  /**
   * Those of an attempt: still open when it began, or begun at most so long after. They lead to the
   * same address, or to the same name as another family has it.
   */
  List<Exchange> of(Exchange attempt, long patienceNanos) {
    List<Exchange> between =
        connects.getOrDefault(ClientOfServer.of(attempt.client(), attempt.server()), List.of());
    List<Exchange> named =
        name(attempt).map(name -> byName.getOrDefault(name, List.of())).orElse(List.of());
    return Stream.concat(
            during(between, attempt, patienceNanos),
            during(named, attempt, patienceNanos).filter(one -> isSameClient(one, attempt)))
        .distinct()
        .sorted(Comparator.comparingLong(exchange -> exchange.span().startNanos()))
        .toList();
  }

  private Stream<Exchange> during(List<Exchange> byStart, Exchange attempt, long patienceNanos) {
    long start = attempt.span().startNanos();
    int end = Ascending.firstAbove(byStart, one -> one.span().startNanos(), start + patienceNanos);
    return byStart.subList(Math.max(0, end - MOST), end).stream()
        .filter(one -> measured.span(one.connection()).endNanos() >= start);
  }

  /** A host's addresses of the two families do not tell that they are one host's. */
  private static boolean isSameClient(Exchange one, Exchange other) {
    IpAddress address = one.client().address();
    IpAddress otherAddress = other.client().address();
    return address.isV4() != otherAddress.isV4() || address.equals(otherAddress);
  }

  /** Whether the capture shows what the client did over TCP, and what came back. */
  boolean isSeen(Exchange attempt) {
    return clients.contains(attempt.client().address());
  }
}
