package dev.stallscope.measure;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/**
 * Everything that rules read.
 *
 * @param connections those of TCP, by id
 * @param facts by connection id
 * @param exchanges by id, ordered by start
 * @param accounts by exchange id
 * @param stalls by start
 * @param datagramConnections those that other protocols make of datagrams; their ids follow those
 *     of TCP's
 */
public record Measurements(
    CaptureFacts capture,
    List<TcpConnection> connections,
    List<ConnectionFacts> facts,
    List<Exchange> exchanges,
    List<DnsLookup> lookups,
    List<TimeAccount> accounts,
    List<Stall> stalls,
    List<DatagramConnection> datagramConnections) {
  /** Of a capture whose only connections are those of TCP. */
  public Measurements(
      CaptureFacts capture,
      List<TcpConnection> connections,
      List<ConnectionFacts> facts,
      List<Exchange> exchanges,
      List<DnsLookup> lookups,
      List<TimeAccount> accounts,
      List<Stall> stalls) {
    this(capture, connections, facts, exchanges, lookups, accounts, stalls, List.of());
  }

  /** How many connections of either kind there are. */
  public int connectionCount() {
    return connections.size() + datagramConnections.size();
  }

  /** Whether the id is that of a TCP connection. */
  public boolean isTcp(int connection) {
    return connection >= 0 && connection < connections.size();
  }

  /** The connection with an id behind those of TCP. */
  public DatagramConnection datagramConnection(int connection) {
    return datagramConnections.get(connection - connections.size());
  }

  /** Who opened a connection of either kind. */
  public Endpoint client(int connection) {
    return isTcp(connection)
        ? connections.get(connection).client()
        : datagramConnection(connection).client();
  }

  /** Whom a connection of either kind was opened to. */
  public Endpoint server(int connection) {
    return isTcp(connection)
        ? connections.get(connection).server()
        : datagramConnection(connection).server();
  }

  /**
   * In which most data of a connection of either kind flowed, or most packets where as much did.
   */
  public Direction mostData(int connection) {
    if (!isTcp(connection)) {
      DatagramConnection datagrams = datagramConnection(connection);
      return upload(datagrams.fromClient().bytes() > datagrams.fromServer().bytes());
    }
    TcpConnection.Side client = connections.get(connection).fromClient();
    TcpConnection.Side server = connections.get(connection).fromServer();
    return upload(
        client.uniqueBytes() == server.uniqueBytes()
            ? client.packets() > server.packets()
            : client.uniqueBytes() > server.uniqueBytes());
  }

  private static Direction upload(boolean isUpload) {
    return isUpload ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  /** The least round trip of a connection of either kind in nanoseconds, -1 where unknown. */
  public long roundTripNanos(int connection) {
    return isTcp(connection)
        ? connections.get(connection).roundTrip().minNanos()
        : datagramConnection(connection).roundTrip().minNanos();
  }

  /** From the first to the last packet of a connection of either kind. */
  public TimeSpan span(int connection) {
    if (isTcp(connection)) {
      TcpConnection tcp = connections.get(connection);
      return new TimeSpan(tcp.startNanos(), Math.max(tcp.startNanos(), tcp.endNanos()));
    }
    DatagramConnection other = datagramConnection(connection);
    return new TimeSpan(other.startNanos(), other.endNanos());
  }

  /** How the answer of an exchange arrived; empty where that is not known, or was at once. */
  public Optional<Download> download(Exchange exchange) {
    return isTcp(exchange.connection())
        ? facts.get(exchange.connection()).download(exchange.id())
        : Optional.empty();
  }

  /** How many requests each connection carried, by its id. */
  public int[] requestsByConnection() {
    int[] requests = new int[connectionCount()];
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == ExchangeKind.REQUEST && exchange.connection() >= 0) {
        requests[exchange.connection()]++;
      }
    }
    return requests;
  }

  public TimeAccount account(Exchange exchange) {
    return accounts.get(exchange.id());
  }
}
