package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.EventCounts;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The segments of one connection written down by hand, labels included, so that a judge can be
 * tested without what labels segments. Times are milliseconds after the first packet.
 */
public final class ScriptedTrace implements TcpTrace {
  public static final int MSS = 1460;
  static final long EPOCH = 1_700_000_000_000_000_000L;

  private record Row(
      long nanos,
      Direction direction,
      int flags,
      long sequence,
      int bytes,
      long acknowledgment,
      long window,
      int events,
      RetransmissionCause cause,
      int original,
      int packetId,
      long[] sack) {}

  private final List<Row> rows = new ArrayList<>();
  private final long[] next = {0, 0};
  private final long[] window = {1 << 20, 1 << 20};
  private final int[] packetIds = {0, 0};
  private final Set<CaptureQuality> quality = EnumSet.noneOf(CaptureQuality.class);
  private long clientNanos;
  private long serverNanos = Nanos.ofMillis(40);
  private TcpConnection.Handshake.Outcome outcome = TcpConnection.Handshake.Outcome.NOT_SEEN;
  private long synNanos = -1;
  private long lastSynNanos = -1;
  private long synAckNanos = -1;
  private long establishedNanos = -1;
  private int syns;
  private int synAcks;
  private long finNanos = -1;
  private Direction finBy = Direction.CLIENT_TO_SERVER;
  private long resetNanos = -1;
  private Direction resetBy = Direction.CLIENT_TO_SERVER;

  /** Round trips from the capture point in milliseconds. */
  public ScriptedTrace path(long clientMillis, long serverMillis) {
    clientNanos = Nanos.ofMillis(clientMillis);
    serverNanos = Nanos.ofMillis(serverMillis);
    return this;
  }

  public ScriptedTrace quality(CaptureQuality flag) {
    quality.add(flag);
    return this;
  }

  /** A handshake with the capture near the client. */
  public ScriptedTrace handshake() {
    syn(0);
    synAck(clientNanos / 1e6 + serverNanos / 1e6);
    return established(clientNanos / 1e6 + serverNanos / 1e6);
  }

  public ScriptedTrace syn(double millis) {
    synNanos = synNanos < 0 ? nanos(millis) : synNanos;
    lastSynNanos = nanos(millis);
    syns++;
    outcome = TcpConnection.Handshake.Outcome.UNANSWERED;
    return control(millis, Direction.CLIENT_TO_SERVER, TcpFlags.SYN);
  }

  public ScriptedTrace synAck(double millis) {
    synAckNanos = synAckNanos < 0 ? nanos(millis) : synAckNanos;
    synAcks++;
    outcome = TcpConnection.Handshake.Outcome.ESTABLISHED;
    return control(millis, Direction.SERVER_TO_CLIENT, TcpFlags.SYN | TcpFlags.ACK);
  }

  public ScriptedTrace established(double millis) {
    establishedNanos = nanos(millis);
    next[0] = 1;
    next[1] = 1;
    return ack(millis, Direction.CLIENT_TO_SERVER);
  }

  public ScriptedTrace reset(double millis, Direction direction) {
    resetNanos = nanos(millis);
    resetBy = direction;
    return control(millis, direction, TcpFlags.RST);
  }

  public ScriptedTrace fin(double millis, Direction direction) {
    if (finNanos < 0) {
      finNanos = nanos(millis);
      finBy = direction;
    }
    return control(millis, direction, TcpFlags.FIN | TcpFlags.ACK);
  }

  /** Answers the SYN with RST. */
  public ScriptedTrace refuse(double millis) {
    reset(millis, Direction.SERVER_TO_CLIENT);
    outcome = TcpConnection.Handshake.Outcome.REFUSED;
    return this;
  }

  private ScriptedTrace control(double millis, Direction direction, int flags) {
    long sequence = (flags & TcpFlags.SYN) != 0 ? 0 : next[direction.ordinal()];
    return row(millis, direction, flags, sequence, 0, 0, RetransmissionCause.NONE);
  }

  /** New data; the last segment carries PSH. */
  public ScriptedTrace data(double millis, Direction direction, int bytes) {
    int left = bytes;
    while (left > 0) {
      int size = Math.min(left, MSS);
      left -= size;
      segment(millis, direction, size, left == 0);
    }
    return this;
  }

  /** One segment of new data. */
  public ScriptedTrace segment(double millis, Direction direction, int bytes, boolean isPushed) {
    int flags = TcpFlags.ACK | (isPushed ? TcpFlags.PSH : 0);
    row(millis, direction, flags, next[direction.ordinal()], bytes, 0, RetransmissionCause.NONE);
    next[direction.ordinal()] += bytes;
    return this;
  }

  /** New data that never arrive. */
  public ScriptedTrace lost(double millis, Direction direction, int bytes) {
    int flags = TcpFlags.ACK | TcpFlags.PSH;
    row(
        millis,
        direction,
        flags,
        next[direction.ordinal()],
        bytes,
        SegmentEvent.LOST.bit(),
        RetransmissionCause.NONE);
    next[direction.ordinal()] += bytes;
    return this;
  }

  /** New data that the capture has not seen yet. */
  ScriptedTrace skip(Direction direction, int bytes) {
    next[direction.ordinal()] += bytes;
    return this;
  }

  /** Bytes sent again. */
  public ScriptedTrace repeat(
      double millis,
      Direction direction,
      long sequence,
      int bytes,
      RetransmissionCause cause,
      SegmentEvent... events) {
    int mask = SegmentEvent.RETRANSMISSION.bit();
    for (SegmentEvent event : events) {
      mask |= event.bit();
    }
    return row(millis, direction, TcpFlags.ACK | TcpFlags.PSH, sequence, bytes, mask, cause);
  }

  /** Acknowledges everything that the other side has sent. */
  public ScriptedTrace ack(double millis, Direction direction) {
    return row(
        millis, direction, TcpFlags.ACK, next[direction.ordinal()], 0, 0, RetransmissionCause.NONE);
  }

  /** Acknowledges up to a sequence number, and what lies behind a hole. */
  ScriptedTrace hole(
      double millis, Direction direction, long acknowledgment, long left, long right) {
    return ack(millis, direction, acknowledgment, new long[] {left, right});
  }

  /** Acknowledges up to a sequence number, with labels. */
  public ScriptedTrace ack(
      double millis, Direction direction, long acknowledgment, SegmentEvent... events) {
    return ack(millis, direction, acknowledgment, new long[0], events);
  }

  private ScriptedTrace ack(
      double millis,
      Direction direction,
      long acknowledgment,
      long[] sack,
      SegmentEvent... events) {
    int mask = 0;
    for (SegmentEvent event : events) {
      mask |= event.bit();
    }
    rows.add(
        new Row(
            nanos(millis),
            direction,
            TcpFlags.ACK,
            next[direction.ordinal()],
            0,
            acknowledgment,
            window[direction.ordinal()],
            mask,
            RetransmissionCause.NONE,
            -1,
            packetId(direction, TcpFlags.ACK),
            sack));
    return this;
  }

  /** What a side advertises from now on. */
  public ScriptedTrace window(Direction advertiser, long bytes) {
    window[advertiser.ordinal()] = bytes;
    return this;
  }

  private ScriptedTrace row(
      double millis,
      Direction direction,
      int flags,
      long sequence,
      int bytes,
      int events,
      RetransmissionCause cause) {
    int original = -1;
    for (int i = 0; cause != RetransmissionCause.NONE && i < rows.size() && original < 0; i++) {
      Row row = rows.get(i);
      if (row.direction == direction && row.bytes > 0 && row.sequence == sequence) {
        original = i;
      }
    }
    rows.add(
        new Row(
            nanos(millis),
            direction,
            flags,
            sequence,
            bytes,
            acknowledgment(direction, flags),
            window[direction.ordinal()],
            events,
            cause,
            original,
            packetId(direction, flags),
            new long[0]));
    return this;
  }

  /** Numbers the packets of a side from here on as Linux does: one by one, a SYN with 0. */
  public ScriptedTrace packetIds(Direction direction, int first) {
    packetIds[direction.ordinal()] = first;
    return this;
  }

  private int packetId(Direction direction, int flags) {
    boolean isNumbered = packetIds[direction.ordinal()] > 0 && (flags & TcpFlags.SYN) == 0;
    return isNumbered ? packetIds[direction.ordinal()]++ & 0xffff : 0;
  }

  private long acknowledgment(Direction direction, int flags) {
    if ((flags & TcpFlags.ACK) == 0) {
      return -1;
    }
    return (flags & TcpFlags.SYN) != 0 ? 1 : next[direction.reverse().ordinal()];
  }

  static long nanos(double millis) {
    return EPOCH + Math.round(millis * Nanos.PER_MILLI);
  }

  @Override
  public long timestampValue(int row) {
    return -1;
  }

  @Override
  public long timestampEcho(int row) {
    return -1;
  }

  @Override
  public int packetId(int row) {
    return rows.get(row).packetId;
  }

  @Override
  public void refine(TcpConnection refined) {
    throw new UnsupportedOperationException("the script says all there is");
  }

  @Override
  public TcpConnection connection() {
    TcpConnection.Side side =
        new TcpConnection.Side(
            rows.size(), 0, 0, 1_000_000, 0, 0, MSS, false, 0, true, 64, new EventCounts());
    long start = rows.isEmpty() ? EPOCH : rows.getFirst().nanos;
    long end = rows.isEmpty() ? EPOCH : rows.getLast().nanos;
    long whole = clientNanos + serverNanos;
    return new TcpConnection(
        0,
        new Endpoint(IpAddress.parse("10.0.0.1"), 40000),
        new Endpoint(IpAddress.parse("10.0.0.2"), 80),
        true,
        start,
        end,
        0,
        rows.size() - 1,
        new TcpConnection.Handshake(
            outcome, synNanos, lastSynNanos, synAckNanos, establishedNanos, 0, 1, 2, syns, synAcks),
        new TcpConnection.Closing(finBy, finNanos, -1, resetBy, resetNanos, -1, -1, -1, -1, -1, -1),
        side,
        side,
        new TcpConnection.RoundTrip(
            whole, clientNanos, serverNanos, whole, whole, whole + Nanos.ofMillis(200), 5),
        Vantage.UNKNOWN,
        quality);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int packet(int row) {
    return row;
  }

  @Override
  public long epochNanos(int row) {
    return rows.get(row).nanos;
  }

  @Override
  public Direction direction(int row) {
    return rows.get(row).direction;
  }

  @Override
  public int flags(int row) {
    return rows.get(row).flags;
  }

  @Override
  public int payloadBytes(int row) {
    return rows.get(row).bytes;
  }

  @Override
  public int payloadCaptured(int row) {
    return rows.get(row).bytes;
  }

  @Override
  public long sequence(int row) {
    return rows.get(row).sequence;
  }

  @Override
  public long acknowledgment(int row) {
    return rows.get(row).acknowledgment;
  }

  @Override
  public long windowBytes(int row) {
    return rows.get(row).window;
  }

  @Override
  public int events(int row) {
    return rows.get(row).events;
  }

  @Override
  public RetransmissionCause retransmissionCause(int row) {
    return rows.get(row).cause;
  }

  @Override
  public int originalRow(int row) {
    return rows.get(row).original;
  }

  @Override
  public long roundTripNanos(int row) {
    return -1;
  }

  @Override
  public long[] sackBlocks(int row) {
    return rows.get(row).sack;
  }

  @Override
  public TcpReplay replay() {
    return new Replay();
  }

  /** Just enough of a sender's state. */
  private final class Replay implements TcpReplay {
    private int row = -1;
    private final long[] highest = {-1, -1};
    private final long[] acknowledged = {-1, -1};
    private final long[] windows = {-1, -1};
    private final int[] duplicates = new int[2];
    private final long[] recovery = {-1, -1};

    @Override
    public boolean next() {
      if (row + 1 >= rows.size()) {
        return false;
      }
      row++;
      Row now = rows.get(row);
      int own = now.direction.ordinal();
      int other = 1 - own;
      if (now.cause != RetransmissionCause.NONE && recovery[own] < 0) {
        recovery[own] = highest[own];
      }
      highest[own] = Math.max(highest[own], end(row));
      if (now.acknowledgment >= 0) {
        boolean isDuplicate = SegmentEvent.DUPLICATE_ACK.isIn(now.events);
        duplicates[other] = isDuplicate ? duplicates[other] + 1 : 0;
        acknowledged[other] = Math.max(acknowledged[other], now.acknowledgment);
        windows[other] = now.window;
        if (acknowledged[other] >= recovery[other]) {
          recovery[other] = -1;
        }
      }
      return true;
    }

    @Override
    public int row() {
      return row;
    }

    @Override
    public long highest(Direction direction) {
      return highest[direction.ordinal()];
    }

    @Override
    public long acknowledged(Direction direction) {
      return acknowledged[direction.ordinal()];
    }

    @Override
    public long sackedBytes(Direction direction) {
      return 0;
    }

    @Override
    public long inFlightBytes(Direction direction) {
      return Math.max(0, highest(direction) - Math.max(0, acknowledged(direction)));
    }

    @Override
    public long windowBytes(Direction direction) {
      return windows[direction.ordinal()];
    }

    @Override
    public long windowEdge(Direction direction) {
      return acknowledged(direction) < 0 ? -1 : acknowledged(direction) + windowBytes(direction);
    }

    @Override
    public int duplicateAcks(Direction direction) {
      return duplicates[direction.ordinal()];
    }

    @Override
    public boolean isRecovering(Direction direction) {
      return recovery[direction.ordinal()] >= 0;
    }

    @Override
    public long minRoundTripNanos() {
      return clientNanos + serverNanos;
    }

    @Override
    public long smoothedRoundTripNanos() {
      return clientNanos + serverNanos;
    }

    @Override
    public long retransmissionTimeoutNanos() {
      return clientNanos + serverNanos + Nanos.ofMillis(200);
    }
  }
}
