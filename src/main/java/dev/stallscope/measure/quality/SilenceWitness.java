package dev.stallscope.measure.quality;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection tells of the silences of the capture (STALLS Q2): whether the clocks of its
 * ends went on meanwhile, and whether data moved that nobody captured. One walk over its segments.
 */
public final class SilenceWitness {
  /** Who sent so shortly before a silence and after it was active. */
  private static final long ACTIVE_NANOS = Nanos.PER_SECOND;

  /** Rows looked back at most, so that the walk stays linear. */
  private static final int LOOK_ROWS = 64;

  /** So many packets within that time are a transfer. */
  private static final int TRANSFER_ROWS = 10;

  /** A connection that rested through more of them says nothing of each. */
  private static final int MOST_HEARD = 8;

  private final TcpTrace trace;
  private final List<Silence> silences;
  private final SenderClock[] clocks = {new SenderClock(), new SenderClock()};
  private final long[] highest = {-1, -1};
  private final long[] acknowledged = {-1, -1};
  private final @Nullable Hole[] holes = new Hole[2];
  private final List<Testimony> testimonies = new ArrayList<>(0);

  /** Data that are missing behind a silence, as long as nobody sends them again. */
  private record Hole(int testimony, long start, long end) {}

  private SilenceWitness(TcpTrace trace, List<Silence> silences) {
    this.trace = trace;
    this.silences = silences;
  }

  /**
   * The testimonies of a connection, by silence.
   *
   * @param silences of the capture, by time
   */
  public static List<Testimony> of(TcpTrace trace, List<Silence> silences) {
    if (silences.isEmpty()
        || trace.size() < 2
        || trace.connection().endNanos() < silences.getFirst().span().endNanos()) {
      return List.of();
    }
    SilenceWitness witness = new SilenceWitness(trace, silences);
    witness.walk();
    return List.copyOf(witness.testimonies);
  }

  private void walk() {
    int silence = ended(0);
    for (int row = 0; row < trace.size(); row++) {
      long now = trace.epochNanos(row);
      if (silence < silences.size() && silences.get(silence).span().endNanos() <= now) {
        int first = silence;
        silence = ended(row);
        hear(first, silence - first, row);
      }
      int side = trace.direction(row).ordinal();
      // Some SYNs carry 0, which is no time.
      if (trace.timestampValue(row) > 0 && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        clocks[side].tick(trace.timestampValue(row), now);
      }
      move(row, side);
    }
    for (int i = 0; i < testimonies.size(); i++) {
      testimonies.set(i, testimonies.get(i).withClock(clockVerdict(testimonies.get(i))));
    }
  }

  /** How many silences were over before a segment, or with it. */
  private int ended(int row) {
    return Ascending.firstAbove(
        silences, silence -> silence.span().endNanos(), trace.epochNanos(row));
  }

  /** Of several silences between two packets only clocks can tell one by one. */
  private void hear(int first, int count, int row) {
    List<Silence> heard = silences.subList(first, first + count);
    for (SenderClock clock : clocks) {
      clock.silences(heard);
    }
    if (count > 1) {
      heard.stream().limit(MOST_HEARD).forEach(this::hearClocks);
      return;
    }
    Silence silence = heard.getFirst();
    long before = trace.epochNanos(row - 1);
    long after = trace.epochNanos(row);
    boolean isActive =
        silence.span().startNanos() - before <= ACTIVE_NANOS
            && after - silence.span().endNanos() <= ACTIVE_NANOS;
    holes[0] = null;
    holes[1] = null;
    testimonies.add(
        new Testimony(
            silence,
            isActive,
            isBusy() && isTransfer(row, silence),
            false,
            Testimony.Clock.UNKNOWN));
    boolean isUnseen =
        trace.has(row, SegmentEvent.ACKED_MISSED)
            && trace.acknowledgment(row) > highest[1 - trace.direction(row).ordinal()];
    if (isUnseen) {
      moved(testimonies.size() - 1);
    }
  }

  private void hearClocks(Silence silence) {
    testimonies.add(new Testimony(silence, false, false, false, Testimony.Clock.UNKNOWN));
  }

  /** Whether packets came close together before the silence. */
  private boolean isTransfer(int row, Silence silence) {
    int first = row - TRANSFER_ROWS;
    return first >= 0 && silence.span().startNanos() - trace.epochNanos(first) <= ACTIVE_NANOS;
  }

  private boolean isBusy() {
    return highest[0] > acknowledged[0] && acknowledged[0] >= 0
        || highest[1] > acknowledged[1] && acknowledged[1] >= 0;
  }

  private void moved(int testimony) {
    testimonies.set(testimony, testimonies.get(testimony).withMoved());
  }

  /**
   * Follows the sequence numbers: what is missing, and what of it was acknowledged all the same.
   */
  private void move(int row, int side) {
    boolean isFirstBehind =
        !testimonies.isEmpty()
            && holes[side] == null
            && highest[side] >= 0
            && trace.has(row, SegmentEvent.LOST_SEGMENT)
            && row > 0
            && isBehind(row, side);
    if (isFirstBehind) {
      holes[side] = new Hole(testimonies.size() - 1, highest[side], trace.sequence(row));
    }
    Hole hole = holes[side];
    if (hole != null && trace.payloadBytes(row) > 0 && trace.sequence(row) < hole.end()) {
      holes[side] = null;
    }
    Hole other = holes[1 - side];
    if (other != null && trace.acknowledgment(row) >= other.end()) {
      moved(other.testimony());
      holes[1 - side] = null;
    }
    highest[side] = Math.max(highest[side], trace.end(row));
    acknowledged[1 - side] = Math.max(acknowledged[1 - side], trace.acknowledgment(row));
  }

  /** Whether nothing of the same direction was captured since the silence. */
  private boolean isBehind(int row, int side) {
    long silenceEnd = testimonies.getLast().silence().span().endNanos();
    for (int before = row - 1; before >= 0 && row - before < LOOK_ROWS; before--) {
      if (trace.direction(before).ordinal() == side) {
        return trace.epochNanos(before) < silenceEnd;
      }
    }
    return false;
  }

  /** Both ends, or the one beside the capture, which nothing on the path delays. */
  private Testimony.Clock clockVerdict(Testimony testimony) {
    Testimony.Clock client = clock(Direction.CLIENT_TO_SERVER).verdict(testimony.silence());
    Testimony.Clock server = clock(Direction.SERVER_TO_CLIENT).verdict(testimony.silence());
    Vantage vantage = trace.connection().vantage();
    if (vantage == Vantage.NEAR_CLIENT && client != Testimony.Clock.UNKNOWN) {
      return near(client, server);
    }
    if (vantage == Vantage.NEAR_SERVER && server != Testimony.Clock.UNKNOWN) {
      return near(server, client);
    }
    if (client == Testimony.Clock.WENT_ON || server == Testimony.Clock.WENT_ON) {
      return Testimony.Clock.WENT_ON;
    }
    return client == Testimony.Clock.DISAGREES ? near(server, client) : near(client, server);
  }

  /** A clock that cannot tell in which of several silences it parted leaves that to the other. */
  private static Testimony.Clock near(Testimony.Clock near, Testimony.Clock far) {
    return near == Testimony.Clock.DISAGREES_NEARBY ? far : near;
  }

  private SenderClock clock(Direction direction) {
    return clocks[direction.ordinal()];
  }
}
