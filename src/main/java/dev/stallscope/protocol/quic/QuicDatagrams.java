package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketType;
import dev.stallscope.tls.SecretSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the datagrams of one flow apart into packets and leads each to its connection. Datagrams
 * hold several packets where those of the handshake are sent together, and where segmentation
 * offload joined datagrams of one size before they were captured.
 */
final class QuicDatagrams implements DatagramDecoder {
  /** Connections of one flow: a client that keeps its port has some, a scanner has many. */
  private static final int MAX_CONNECTIONS = 256;

  /** Larger datagrams than the usual path carries were joined by segmentation offload. */
  private static final int JOINED_BYTES = 1500;

  /** An id this short may stand in the contents of a packet by chance. */
  private static final int TELLING_ID_BYTES = 4;

  /** Bytes behind the id that any packet has: its number and the sample of its contents. */
  private static final int LEAST_BYTES = 20;

  private final DecoderContext context;
  private final SecretSource secrets;
  private final PacketOpener opener = new PacketOpener();
  private final List<QuicConnection> connections = new ArrayList<>(1);

  /** By the direction of the packets that carry the names. */
  private final BySide<ConnectionNames> names = BySide.of(ConnectionNames::new);

  private @Nullable QuicConnection latest;

  QuicDatagrams(DecoderContext context, SecretSource secrets) {
    this.secrets = secrets;
    this.context = context;
  }

  @Override
  public void datagram(Direction direction, StreamBytes datagram, int wireLength) {
    DatagramPlace place = new DatagramPlace(direction, datagram, wireLength);
    QuicConnection told = null;
    int at = datagram.offset();
    while (at < place.end()) {
      Taken taken =
          LongHeader.isLong(place.bytes()[at])
              ? longPacket(place, at, told)
              : shortPacket(place, at, told);
      if (taken == null) {
        return;
      }
      told = taken.connection();
      at = taken.end();
    }
  }

  /** A packet was led to a connection; the next one begins at {@code end}. */
  private record Taken(QuicConnection connection, int end) {}

  private @Nullable Taken longPacket(DatagramPlace place, int at, @Nullable QuicConnection told) {
    LongHeader header = LongHeader.read(place.bytes(), at, place.end()).orElse(null);
    QuicConnection connection = header == null ? null : connection(header, place);
    if (header == null || connection == null) {
      return null;
    }
    begin(connection, place, told);
    name(header, place.direction(), connection);
    int end = Math.min(header.end(), place.end());
    connection.longHeader(header, place.seen(header.type(), end - at), place.bytes(), place.end());
    return new Taken(connection, end);
  }

  private static void begin(
      QuicConnection connection, DatagramPlace place, @Nullable QuicConnection told) {
    if (connection != told) {
      connection.datagram(
          place.direction(), place.wireLength(), place.epochNanos(), place.packet());
    }
  }

  private void name(LongHeader header, Direction direction, QuicConnection connection) {
    if (header.type() != PacketType.VERSION_NEGOTIATION) {
      names.of(direction.reverse()).name(header.source(), connection);
    }
  }

  private @Nullable QuicConnection connection(LongHeader header, DatagramPlace place) {
    ConnectionNames toServer = names.of(Direction.CLIENT_TO_SERVER);
    ConnectionNames toClient = names.of(Direction.SERVER_TO_CLIENT);
    if (place.direction() == Direction.SERVER_TO_CLIENT) {
      return toClient
          .find(header.destination())
          .or(() -> toServer.find(header.source()))
          .or(() -> Optional.ofNullable(header.destination().length() == 0 ? latest : null))
          .orElseGet(() -> open(header));
    }
    return toServer
        .find(header.destination())
        .or(() -> toClient.find(header.source()).map(known -> begun(known, header, place)))
        .or(
            () ->
                Optional.ofNullable(latest).flatMap(known -> begunInAnotherVersion(known, header)))
        .orElseGet(() -> open(header));
  }

  /** A client that sends first packets to another id follows a Retry that was not captured. */
  private QuicConnection begun(QuicConnection known, LongHeader header, DatagramPlace place) {
    if (header.type() == PacketType.INITIAL
        && header.end() <= place.end()
        && InitialKeys.open(header, place.bytes(), opener)) {
      known.startAgain(header.destination());
    }
    names.of(Direction.CLIENT_TO_SERVER).name(header.destination(), known);
    return known;
  }

  private Optional<QuicConnection> begunInAnotherVersion(QuicConnection known, LongHeader header) {
    if (header.type() != PacketType.INITIAL || !known.isAnotherVersionDue()) {
      return Optional.empty();
    }
    known.startAgain(header.destination());
    names.of(Direction.CLIENT_TO_SERVER).name(header.destination(), known);
    return Optional.of(known);
  }

  /** Packets of a direction may begin with another id. */
  private void name(Direction direction, ConnectionId id, QuicConnection connection) {
    names.of(direction).name(id, connection);
  }

  private @Nullable QuicConnection open(LongHeader header) {
    if (connections.size() == MAX_CONNECTIONS) {
      return null;
    }
    QuicConnection connection =
        new QuicConnection(context, secrets, opener, header.destination(), this::name);
    connections.add(connection);
    names.of(Direction.CLIENT_TO_SERVER).name(header.destination(), connection);
    latest = connection;
    return connection;
  }

  private @Nullable Taken shortPacket(DatagramPlace place, int at, @Nullable QuicConnection told) {
    ConnectionNames known = names.of(place.direction());
    ConnectionId id = known.idAt(place.bytes(), at + 1, place.end()).orElse(ConnectionId.EMPTY);
    QuicConnection connection = known.find(id).orElse(latest);
    // What follows another packet and begins with no id that is known may be no packet at all.
    boolean isDoubtful = told != null && id.length() == 0 && !known.isEmpty();
    if (connection == null || isDoubtful || place.end() - at < LEAST_BYTES) {
      return null;
    }
    begin(connection, place, told);
    int idBytes = id.length() > 0 ? id.length() : known.usualLength();
    int end =
        idBytes == 0 && place.wireLength() > JOINED_BYTES
            ? connection.joinedEnd(
                place.seen(PacketType.ONE_RTT, 0), place.bytes(), at, place.end())
            : segmentEnd(place, at, id);
    connection.shortHeader(
        place.seen(PacketType.ONE_RTT, end - at), place.bytes(), at, idBytes, end);
    return new Taken(connection, end);
  }

  /** Packets with short headers do not say how long they are: the next one begins with its id. */
  private static int segmentEnd(DatagramPlace place, int at, ConnectionId id) {
    if (place.wireLength() <= JOINED_BYTES || id.length() < TELLING_ID_BYTES) {
      return place.end();
    }
    for (int next = at + id.length() + LEAST_BYTES; next < place.end(); next++) {
      if (!LongHeader.isLong(place.bytes()[next])
          && id.isAt(place.bytes(), next + 1, place.end())) {
        return next;
      }
    }
    return place.end();
  }

  @Override
  public void tellNames() {
    for (Direction direction : Direction.values()) {
      names.of(direction).tell(direction);
    }
  }

  @Override
  public void end() {
    tellNames();
    connections.forEach(QuicConnection::end);
  }
}
