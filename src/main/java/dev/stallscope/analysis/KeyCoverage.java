package dev.stallscope.analysis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.ClientHello;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which TLS connections of a capture there are keys for, by their client random, and which were
 * decrypted.
 *
 * @param sources the key logs, each with the connections it knows
 * @param connections TLS connections whose ClientHello was captured
 * @param connectionsWithKeys those that some source knows
 * @param decryptions what became of each encrypted connection, in the order of their ids
 */
public record KeyCoverage(
    List<Source> sources,
    int connections,
    int connectionsWithKeys,
    List<ConnectionDecryption> decryptions) {
  /**
   * One key log.
   *
   * @param connectionsWithKeys TLS connections of the capture that it knows
   */
  public record Source(KeySource keys, int connectionsWithKeys) {}

  /**
   * One encrypted connection.
   *
   * @param connection its id
   */
  public record ConnectionDecryption(int connection, DecryptionOutcome outcome) {}

  /** Connections of which all that was captured could be read. */
  public int connectionsDecrypted() {
    return (int) decryptions.stream().filter(one -> one.outcome().isDecrypted()).count();
  }

  /** What became of each encrypted connection, by its id. */
  public Map<Integer, DecryptionOutcome> byConnection() {
    return decryptions.stream()
        .collect(Collectors.toMap(ConnectionDecryption::connection, ConnectionDecryption::outcome));
  }

  static KeyCoverage of(
      List<KeySource> keys, List<Exchange> exchanges, List<ConnectionDecryption> decryptions) {
    List<ClientHello> hellos =
        exchanges.stream()
            .flatMap(exchange -> exchange.setup().stream())
            .flatMap(setup -> hello(setup.content()).stream())
            .toList();
    List<Source> sources =
        keys.stream().map(one -> new Source(one, known(List.of(one), hellos))).toList();
    return new KeyCoverage(sources, hellos.size(), known(keys, hellos), decryptions);
  }

  /** What became of the encrypted connections of a capture, in the order of their ids. */
  static List<ConnectionDecryption> decryptions(
      List<Shard> shards, TrackedConnections tracked, DatagramConnections datagrams) {
    List<ConnectionDecryption> decryptions = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (FlowReading flow : shards.get(shard).flows()) {
        DecryptionOutcome outcome = flow.messages.decryption;
        if (flow.isTcp && outcome != null) {
          decryptions.add(new ConnectionDecryption(tracked.connection(shard, flow.flow), outcome));
        }
      }
    }
    for (DatagramConnections.Place place : datagrams.places()) {
      DecryptionOutcome outcome = place.messages().decryption;
      if (outcome != null) {
        decryptions.add(new ConnectionDecryption(place.id(), outcome));
      }
    }
    decryptions.sort(Comparator.comparingInt(ConnectionDecryption::connection));
    return List.copyOf(decryptions);
  }

  private static Optional<ClientHello> hello(MessageContent handshake) {
    return switch (handshake) {
      case TlsHandshake tls -> tls.clientHello();
      case QuicHandshake quic -> quic.clientHello();
      default -> Optional.empty();
    };
  }

  private static int known(List<KeySource> keys, List<ClientHello> hellos) {
    return (int)
        hellos.stream()
            .filter(hello -> keys.stream().anyMatch(one -> one.log().knows(hello)))
            .count();
  }
}
