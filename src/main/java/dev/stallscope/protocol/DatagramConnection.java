package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a connection that a protocol makes of datagrams, as TCP makes one of segments.
 * Times are epoch nanoseconds.
 *
 * @param version of the protocol, in words
 * @param client where the client was first
 * @param firstPacket index of its first packet
 * @param lastPacket index of its last packet
 * @param fromClient what the client sent
 * @param fromServer what the server sent
 * @param moves later changes of an address or port, in order
 * @param waits when the transport held its sender back, by start
 * @param samples round trips one after the other, the least of each, as far as answers can be read
 */
public record DatagramConnection(
    AppProtocol protocol,
    String version,
    Endpoint client,
    Endpoint server,
    long startNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    Traffic fromClient,
    Traffic fromServer,
    RoundTrip roundTrip,
    List<Move> moves,
    List<TransportWait> waits,
    List<PathSample> samples) {
  public DatagramConnection {
    moves = List.copyOf(moves);
    waits = List.copyOf(waits);
    samples = List.copyOf(samples);
  }

  /** What one side sent. */
  public Traffic sentBy(Direction side) {
    return side == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  /** The same connection after it went on between other endpoints. */
  public DatagramConnection movedTo(
      Move move, Traffic moreFromClient, Traffic moreFromServer, long lastNanos, int last) {
    List<Move> all = new ArrayList<>(moves);
    all.add(move);
    return new DatagramConnection(
        protocol,
        version,
        client,
        server,
        startNanos,
        Math.max(endNanos, lastNanos),
        firstPacket,
        Math.max(lastPacket, last),
        fromClient.plus(moreFromClient),
        fromServer.plus(moreFromServer),
        roundTrip,
        all,
        waits,
        samples);
  }

  /**
   * What one side sent.
   *
   * @param packets datagrams as captured; what segmentation offload joined counts as one
   * @param bytes their payloads on the wire
   * @param lost packets that were captured and lost on their way, as answers tell, and those sent
   *     again for what was lost before the capture point; -1 where answers cannot be read
   */
  public record Traffic(int packets, long bytes, int lost) {
    /** Of datagrams of which nothing is known but that they were sent. */
    public Traffic(int packets, long bytes) {
      this(packets, bytes, -1);
    }

    Traffic plus(Traffic more) {
      return new Traffic(packets + more.packets, bytes + more.bytes, lost);
    }
  }

  /**
   * Round-trip times in nanoseconds, -1 where there is no sample.
   *
   * @param minNanos the least of the whole path
   * @param clientMinNanos between the capture point and the client
   * @param serverMinNanos between the capture point and the server
   * @param passiveNanos the median of what the endpoints show to any onlooker, as by a bit that
   *     turns once each round trip
   * @param samples how many were measured in all
   */
  public record RoundTrip(
      long minNanos, long clientMinNanos, long serverMinNanos, long passiveNanos, int samples) {
    public static final RoundTrip UNKNOWN = new RoundTrip(-1, -1, -1, -1, 0);

    public boolean isKnown() {
      return minNanos >= 0;
    }
  }

  /**
   * The connection went on from or to another address or port.
   *
   * @param sinceNanos when the first packet from there was captured
   * @param packet index of that packet
   */
  public record Move(Endpoint client, Endpoint server, long sinceNanos, int packet) {}
}
