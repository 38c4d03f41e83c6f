package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;

/** Walks a {@link ConnectionTrace}; rows that the capture made twice change nothing. */
final class TraceReplay implements TcpReplay {
  private final ConnectionTrace trace;
  private final SenderState[] senders = {new SenderState(), new SenderState()};
  private final long[] recoveryPoints = {-1, -1};
  private final RoundTripEstimate estimate = new RoundTripEstimate();
  private int row = -1;

  TraceReplay(ConnectionTrace trace) {
    this.trace = trace;
  }

  @Override
  public boolean next() {
    if (row + 1 >= trace.size()) {
      return false;
    }
    row++;
    if (!trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
      int sender = trace.direction(row).ordinal();
      senders[sender].sent(trace, row);
      senders[1 - sender].answered(trace, row);
      recover(sender);
      if (trace.roundTripNanos(row) >= 0) {
        estimate.add(trace.roundTripNanos(row), trace.epochNanos(row));
      }
    }
    return true;
  }

  private void recover(int sender) {
    if (trace.retransmissionCause(row) != RetransmissionCause.NONE && recoveryPoints[sender] < 0) {
      recoveryPoints[sender] = senders[sender].highest();
    }
    int other = 1 - sender;
    if (recoveryPoints[other] >= 0 && senders[other].acknowledged() >= recoveryPoints[other]) {
      recoveryPoints[other] = -1;
    }
  }

  @Override
  public int row() {
    return row;
  }

  @Override
  public long highest(Direction direction) {
    return sender(direction).highest();
  }

  @Override
  public long acknowledged(Direction direction) {
    return sender(direction).acknowledged();
  }

  @Override
  public long sackedBytes(Direction direction) {
    return sender(direction).sacked().total();
  }

  @Override
  public long inFlightBytes(Direction direction) {
    return sender(direction).inFlightBytes();
  }

  @Override
  public long windowBytes(Direction direction) {
    return sender(direction).windowBytes();
  }

  @Override
  public long windowEdge(Direction direction) {
    return sender(direction).windowEdge();
  }

  @Override
  public int duplicateAcks(Direction direction) {
    return sender(direction).duplicateAcks();
  }

  @Override
  public boolean isRecovering(Direction direction) {
    return recoveryPoints[direction.ordinal()] >= 0;
  }

  @Override
  public long minRoundTripNanos() {
    return estimate.minNanos(trace.epochNanos(Math.max(0, row)));
  }

  @Override
  public long smoothedRoundTripNanos() {
    return estimate.smoothedNanos();
  }

  @Override
  public long retransmissionTimeoutNanos() {
    return estimate.timeoutNanos();
  }

  private SenderState sender(Direction direction) {
    return senders[direction.ordinal()];
  }
}
