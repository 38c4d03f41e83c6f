package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.PathSample;
import dev.stallscope.protocol.TransportListener;
import java.util.List;
import java.util.function.LongConsumer;

/** Tells a listener what packets of data did; those of the handshake are numbered apart. */
final class TransportReport {
  private final TransportListener listener;
  private final PathTimes path;
  private final CarriedBytes carried = new CarriedBytes();
  private final PathSamples samples;
  private final BySide<LongConsumer> lost;
  private boolean isOfData;
  private boolean isAgain;
  private boolean hasNews;

  TransportReport(TransportListener listener, PathTimes path) {
    this.listener = listener;
    this.path = path;
    samples = new PathSamples(path, carried);
    lost =
        new BySide<>(
            number -> listener.lost(Direction.CLIENT_TO_SERVER, number),
            number -> listener.lost(Direction.SERVER_TO_CLIENT, number));
  }

  /** A packet begins whose frames follow. */
  void begin(SeenPacket packet) {
    isOfData = Level.of(packet.type()) == Level.APPLICATION;
    isAgain = false;
    hasNews = false;
  }

  /** Takes the numbers of packets that the one at hand shows to be lost. */
  LongConsumer lost(Direction sender) {
    return isOfData ? lost.of(sender) : TransportReport::untold;
  }

  private static void untold(long number) {}

  /** Its frames are over. */
  void end(SeenPacket packet, long number, boolean isAnswered) {
    if (isOfData) {
      listener.sent(
          packet.direction(),
          new TransportListener.Sent(
              number,
              packet.bytes(),
              isAnswered,
              isAgain && !hasNews,
              packet.epochNanos(),
              packet.packet()));
    }
  }

  /** A range of an answer. */
  void acknowledged(SeenPacket answer, long smallest, long largest) {
    if (isOfData) {
      listener.acknowledged(
          answer.direction().reverse(), smallest, largest, answer.epochNanos(), answer.packet());
    }
  }

  /** New bytes of streams each way. */
  CarriedBytes carried() {
    return carried;
  }

  /** Round trips of the connection. */
  List<PathSample> samples() {
    return samples.all();
  }

  /**
   * A packet was answered.
   *
   * @param sent where it stands
   * @param delayNanos how long its receiver says it took
   */
  void answered(SeenPacket answer, SentPackets sent, long number, long delayNanos) {
    if (isOfData) {
      samples.answered(answer, sent, number, delayNanos);
    }
    long halfNanos = answer.epochNanos() - sent.nanosOf(number);
    long whole = path.wholeNanos(answer.direction().reverse(), halfNanos);
    if (whole >= 0) {
      listener.roundTrip(whole, answer.epochNanos(), answer.packet());
    }
  }

  /** Bytes of a stream. */
  void stream(SeenPacket packet, boolean wasSent, int length) {
    isAgain |= wasSent;
    hasNews |= !wasSent;
    if (!wasSent) {
      carried.passed(packet.direction(), length);
      listener.progress(packet.direction(), length);
    }
  }

  /** The receiver allows more of all streams together. */
  void allowed(SeenPacket packet, long bytes) {
    listener.allowed(packet.direction().reverse(), bytes, packet.epochNanos(), packet.packet());
  }
}
