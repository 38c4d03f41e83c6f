package dev.stallscope.analysis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.ClientHello;
import java.util.List;
import java.util.Optional;

/**
 * Which TLS connections of a capture there are keys for, by their client random. Nothing is
 * decrypted yet.
 *
 * @param sources the key logs, each with the connections it knows
 * @param connections TLS connections whose ClientHello was captured
 * @param connectionsWithKeys those that some source knows
 */
public record KeyCoverage(List<Source> sources, int connections, int connectionsWithKeys) {
  /**
   * One key log.
   *
   * @param connectionsWithKeys TLS connections of the capture that it knows
   */
  public record Source(KeySource keys, int connectionsWithKeys) {}

  static KeyCoverage of(List<KeySource> keys, List<Exchange> exchanges) {
    List<ClientHello> hellos =
        exchanges.stream()
            .flatMap(exchange -> exchange.setup().stream())
            .map(setup -> setup.content() instanceof TlsHandshake tls ? tls : null)
            .flatMap(tls -> Optional.ofNullable(tls).flatMap(TlsHandshake::clientHello).stream())
            .toList();
    List<Source> sources =
        keys.stream().map(one -> new Source(one, known(List.of(one), hellos))).toList();
    return new KeyCoverage(sources, hellos.size(), known(keys, hellos));
  }

  private static int known(List<KeySource> keys, List<ClientHello> hellos) {
    return (int)
        hellos.stream()
            .filter(hello -> keys.stream().anyMatch(one -> one.log().knows(hello)))
            .count();
  }
}
