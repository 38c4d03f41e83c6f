package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.PathSample;
import java.util.ArrayList;
import java.util.List;

/**
 * Round trips of a connection one after the other: the next is one whose packet was sent after the
 * answer that ended the one before, so that each tells of the path anew; of those between the least
 * is kept, which a late acknowledgment did not lengthen. Where there are many only every second is
 * kept, then every fourth.
 */
final class PathSamples {
  /** Enough to see what grew with what, some 50 kB. */
  private static final int MOST = 512;

  private final PathTimes path;
  private final CarriedBytes carried;
  private final List<PathSample> samples = new ArrayList<>(0);
  private int thinning = 1;
  private int rounds;
  private long openedNanos = Long.MIN_VALUE;

  PathSamples(PathTimes path, CarriedBytes carried) {
    this.path = path;
    this.carried = carried;
  }

  /**
   * A packet of data was answered.
   *
   * @param sent where what is known of it stands
   * @param delayNanos how long the answer says that it waited
   */
  void answered(SeenPacket answer, SentPackets sent, long number, long delayNanos) {
    long start = sent.nanosOf(number);
    long whole = path.wholeNanos(answer.direction().reverse(), answer.epochNanos() - start);
    if (whole < 0) {
      return;
    }
    // RFC 9002 section 5.3: not below the least, for the delay may be told wrongly.
    PathSample sample =
        new PathSample(
            start,
            answer.epochNanos(),
            Math.max(path.minNanos(), whole - delayNanos),
            Integer.toUnsignedLong(carried.toServer() - sent.toServerAt(number)),
            Integer.toUnsignedLong(carried.toClient() - sent.toClientAt(number)),
            answer.packet());
    if (start >= openedNanos) {
      openedNanos = answer.epochNanos();
      next(sample);
    } else if (rounds % thinning == 0 && sample.nanos() < samples.getLast().nanos()) {
      samples.set(samples.size() - 1, sample);
    }
  }

  private void next(PathSample sample) {
    rounds++;
    if (rounds % thinning != 0) {
      return;
    }
    samples.add(sample);
    if (samples.size() == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        samples.set(i, samples.get(2 * i + 1));
      }
      samples.subList(MOST / 2, MOST).clear();
      thinning *= 2;
    }
  }

  List<PathSample> all() {
    return samples;
  }
}
