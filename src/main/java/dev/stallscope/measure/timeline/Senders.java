package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.measure.rate.SenderView;
import dev.stallscope.net.Direction;
import java.util.Optional;

/** The state of both senders beside the walk: what each knew, and which loss it repairs. */
final class Senders {
  /** After a longer silence than the path takes, the sender knew what the capture point knew. */
  private static final long SETTLE_NANOS = 5_000_000L;

  private final TcpTrace trace;
  private final Side toServer;
  private final Side toClient;
  private int seen;

  Senders(TcpTrace trace, PathTimes path) {
    this.trace = trace;
    toServer = new Side(trace, Direction.CLIENT_TO_SERVER, path);
    toClient = new Side(trace, Direction.SERVER_TO_CLIENT, path);
  }

  private static final class Side {
    private final Direction direction;
    private final SenderView view;
    private final long pathNanos;
    private boolean hadLoss;
    private Optional<StallCause> episode = Optional.empty();

    Side(TcpTrace trace, Direction direction, PathTimes path) {
      this.direction = direction;
      this.view = new SenderView(trace, direction, path);
      this.pathNanos = path.toSender(direction);
    }
  }

  /** A gap after the row that the replay stands at. */
  Gap gap(
      Scene scene,
      TcpReplay replay,
      TokenTrack.Stretch stretch,
      int from,
      int to,
      long startNanos,
      long endNanos,
      long spacingNanos) {
    see(from);
    long min = replay.minRoundTripNanos();
    return new Gap(
        scene,
        from,
        to,
        startNanos,
        endNanos,
        stretch,
        state(toServer, replay, from, endNanos - startNanos),
        state(toClient, replay, from, endNanos - startNanos),
        new Gap.Clocks(
            min >= 0 ? min : scene.path().nanos(),
            replay.smoothedRoundTripNanos(),
            replay.retransmissionTimeoutNanos()),
        spacingNanos);
  }

  private void see(int until) {
    for (; seen <= until; seen++) {
      Side side = trace.direction(seen) == Direction.CLIENT_TO_SERVER ? toServer : toClient;
      if (trace.payloadBytes(seen) > 0) {
        if (LossWaits.isRepair(trace, seen) && !LossWaits.isNeedless(trace, seen)) {
          side.hadLoss |= !PathDiscovery.isMadeSmaller(trace, seen);
          if (side.episode.isEmpty()) {
            side.episode = Optional.of(StallCause.PACKET_LOSS);
          }
        }
      }
    }
  }

  private Gap.SenderState state(Side side, TcpReplay replay, int from, long silenceNanos) {
    Direction direction = side.direction;
    side.view.advanceTo(from);
    boolean isInformed = silenceNanos > side.pathNanos * 3 / 2 + SETTLE_NANOS;
    boolean isRecovering = replay.isRecovering(direction);
    if (!isRecovering) {
      side.episode = Optional.empty();
    }
    long highest = replay.highest(direction);
    return new Gap.SenderState(
        highest,
        replay.acknowledged(direction),
        replay.sackedBytes(direction),
        side.view.flightBytes(highest),
        isInformed ? replay.windowEdge(direction) : side.view.windowEdge(),
        isInformed ? replay.windowBytes(direction) : side.view.windowBytes(),
        replay.duplicateAcks(direction),
        isRecovering,
        side.episode,
        side.hadLoss);
  }

  /** Keeps the cause of a loss whose repair begins at the end of the gap. */
  void remember(Gap gap) {
    if (LossWaits.isRepair(trace, gap.to())) {
      Side side = gap.endedBy() == Direction.CLIENT_TO_SERVER ? toServer : toClient;
      side.episode = Optional.of(LossWaits.repairCause(gap));
    }
  }
}
