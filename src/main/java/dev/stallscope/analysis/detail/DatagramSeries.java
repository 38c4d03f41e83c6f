package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.TransportListener;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads the series of a connection over datagrams: packets by their numbers, what is on its way and
 * what may be. Where its packets cannot be read, how many bytes of datagrams were sent.
 */
final class DatagramSeries implements MessageSink, TransportListener {
  /** Packets in flight that are followed: 90 MB of full ones. */
  private static final int MOST_WAITING = 1 << 16;

  /** More numbers at once are left out by captures that have a pause. */
  private static final int MOST_MISSING_AT_ONCE = 256;

  /** So many later packets that were answered show that one was lost (RFC 9002 6.1.1). */
  private static final int PACKET_THRESHOLD = 3;

  private final Direction direction;
  private final ConnectionSeries packets;
  private final ConnectionSeries datagrams;
  private final TimedRanges sent = new TimedRanges();
  private final NavigableMap<Long, Waiting> waiting = new TreeMap<>();

  /** Numbers that no packet was captured with, by their rows. */
  private final NavigableMap<Long, Integer> missing = new TreeMap<>();

  private final BitSet dropped = new BitSet();
  private long datagramBytes;
  private long inFlightBytes;
  private long streamBytes;
  private long allowedBytes = -1;
  private long highestNumber = -1;
  private long highestAcknowledged = -1;

  /** A packet that was not answered yet. */
  private record Waiting(int row, int bytes) {}

  DatagramSeries(Direction direction, ConnectionSeries packets, ConnectionSeries datagrams) {
    this.direction = direction;
    this.packets = packets;
    this.datagrams = datagrams;
  }

  /**
   * Reads a connection again.
   *
   * @throws IOException if a file cannot be read
   */
  static ConnectionSeries of(
      OpenCapture capture, int connection, Direction direction, List<LostTime> lost)
      throws IOException {
    DatagramSeries series =
        new DatagramSeries(
            direction,
            new ConnectionSeries(
                capture, connection, direction, ConnectionSeries.Numbers.PACKETS, 0, lost),
            new ConnectionSeries(
                capture, connection, direction, ConnectionSeries.Numbers.DATAGRAM_BYTES, 0, lost));
    new FlowPackets(capture).decode(capture.flows().get(connection), series, () -> false);
    ConnectionSeries told = series.finish();
    series.waits(capture.analysis().measurements().datagramConnection(connection), told);
    told.trim();
    return told;
  }

  private void waits(DatagramConnection connection, ConnectionSeries told) {
    for (TransportWait wait : connection.waits()) {
      if (wait.kind() == TransportWait.Kind.FLOW_CONTROL && wait.sender() == direction) {
        told.closed(new TimeSpan(wait.startNanos(), wait.endNanos()));
      }
    }
  }

  @Override
  public TransportListener transport() {
    return this;
  }

  @Override
  public void datagram(Direction sender, long bytes, long epochNanos, int packet) {
    if (sender == direction) {
      datagrams.segments().add(epochNanos, datagramBytes, datagramBytes + bytes, packet, 0);
      datagramBytes += bytes;
    }
  }

  @Override
  public void sent(Direction sender, Sent packet) {
    if (sender != direction) {
      return;
    }
    int marks =
        (packet.number() < highestNumber ? SegmentEvent.OUT_OF_ORDER.bit() : 0)
            | (packet.isAgain() ? SegmentEvent.RETRANSMISSION.bit() : 0);
    numbered(packet);
    int row = sent.size();
    sent.add(packet.epochNanos(), packet.number(), packet.number() + 1, packet.packet(), marks);
    if (packet.isAnswered()) {
      waiting.put(packet.number(), new Waiting(row, packet.bytes()));
      inFlightBytes += packet.bytes();
      if (waiting.size() > MOST_WAITING) {
        inFlightBytes -= waiting.pollFirstEntry().getValue().bytes();
      }
    }
    state(packet.epochNanos(), packet.packet());
  }

  /** Numbers that were passed over stand where that was seen, until more is known of them. */
  private void numbered(Sent packet) {
    long passed = packet.number() - highestNumber - 1;
    boolean isFirst = highestNumber < 0;
    if (!isFirst && passed > 0 && passed <= MOST_MISSING_AT_ONCE) {
      for (long number = highestNumber + 1; number < packet.number(); number++) {
        missing.put(number, sent.size());
        sent.add(
            packet.epochNanos(),
            number,
            number + 1,
            packet.packet(),
            SegmentEvent.LOST_SEGMENT.bit());
      }
    }
    highestNumber = Math.max(highestNumber, packet.number());
    drop(missing.subMap(packet.number(), true, packet.number(), true));
  }

  private void drop(Map<Long, Integer> known) {
    known.values().forEach(dropped::set);
    known.clear();
  }

  /** What was read: of missing numbers those that were never answered, though later ones were. */
  ConnectionSeries finish() {
    drop(missing.tailMap(highestAcknowledged - PACKET_THRESHOLD, false));
    TimedRanges segments = packets.segments();
    for (int row = 0; row < sent.size(); row++) {
      if (!dropped.get(row)) {
        segments.add(
            sent.epochNanos(row), sent.low(row), sent.high(row), sent.packet(row), sent.marks(row));
      }
    }
    return segments.size() > 0 ? packets : datagrams;
  }

  @Override
  public void acknowledged(
      Direction sender, long smallest, long largest, long epochNanos, int packet) {
    if (sender != direction || smallest > largest) {
      return;
    }
    Map<Long, Waiting> come = waiting.subMap(smallest, true, largest, true);
    come.values().forEach(one -> inFlightBytes -= one.bytes());
    come.clear();
    drop(missing.subMap(smallest, true, largest, true));
    if (largest > highestAcknowledged && largest <= highestNumber) {
      highestAcknowledged = largest;
      packets.acknowledgments().add(epochNanos, largest + 1, -1, packet, 0);
    }
    state(epochNanos, packet);
  }

  @Override
  public void lost(Direction sender, long number) {
    Waiting one = sender == direction ? waiting.remove(number) : null;
    if (one != null) {
      inFlightBytes -= one.bytes();
      sent.mark(one.row(), SegmentEvent.LOST.bit());
    }
  }

  @Override
  public void roundTrip(long nanos, long epochNanos, int packet) {
    packets.roundTrips().add(epochNanos, nanos, nanos, packet, 0);
  }

  @Override
  public void progress(Direction sender, long bytes) {
    streamBytes += sender == direction ? bytes : 0;
  }

  @Override
  public void allowed(Direction sender, long bytes, long epochNanos, int packet) {
    if (sender == direction) {
      allowedBytes = Math.max(allowedBytes, bytes);
      state(epochNanos, packet);
    }
  }

  /** What may be in flight is what is, and what the receiver allows besides. */
  private void state(long epochNanos, int packet) {
    long window = allowedBytes < 0 ? -1 : inFlightBytes + Math.max(0, allowedBytes - streamBytes);
    packets.flight(epochNanos, inFlightBytes, window, packet);
  }

  @Override
  public void message(Message message) {}

  @Override
  public void setup(SetupMessage setup) {}

  @Override
  public void anomaly(Anomaly anomaly) {}
}
