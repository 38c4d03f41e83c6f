package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.InitialSecrets;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketNumbers;
import dev.stallscope.quic.PacketProtection;
import dev.stallscope.quic.QuicVersion;
import java.util.Optional;

/**
 * What the Initial packets of both directions are protected with: one pair for each version and
 * first destination id.
 */
record InitialKeys(int version, PacketProtection client, PacketProtection server) {
  /** Clients choose at least so many bytes for their first destination id (RFC 9000 7.2). */
  static final int LEAST_ID_BYTES = 8;

  static Optional<InitialKeys> of(int version, ConnectionId first) {
    return QuicVersion.of(version)
        .filter(_ -> first.length() > 0)
        .map(
            known ->
                new InitialKeys(
                    version,
                    InitialSecrets.client(known, first),
                    InitialSecrets.server(known, first)));
  }

  /** Whether it is a client's first Initial, which tells its own keys. */
  static boolean open(LongHeader header, byte[] bytes, PacketOpener opener) {
    Optional<QuicVersion> version = QuicVersion.of(header.version());
    if (header.destination().length() < LEAST_ID_BYTES || version.isEmpty()) {
      return false;
    }
    PacketProtection client = InitialSecrets.client(version.get(), header.destination());
    return opener.unmask(
            client, new PacketNumbers(), bytes, header.start(), header.numberAt(), header.end())
        && opener.open(client, bytes, header.start(), header.end()) >= 0;
  }

  PacketProtection of(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }
}
