package dev.stallscope.analysis.detail;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.SetupMessage;
import java.util.Arrays;

/** Collects which bytes of which message each packet of a connection brought. */
final class RunColumns implements MessageSink {
  /** Runs that are kept: of full packets they carry 3 GB. */
  static final int MOST = 1 << 21;

  private static final int LEAST = 64;

  private final Direction sender;
  private final int most;
  private int size;
  private long[] messages = new long[LEAST];
  private long[] arrivedNanos = new long[LEAST];
  private long[] deliveredNanos = new long[LEAST];
  private int[] bytes = new int[LEAST];
  private int[] packets = new int[LEAST];
  private boolean isCut;
  private StreamRuns.Pings pings = StreamRuns.Pings.NONE;

  /**
   * @param most runs to keep
   */
  RunColumns(Direction sender, int most) {
    this.sender = sender;
    this.most = most;
  }

  @Override
  public void carried(Direction from, long message, long count, Delivery delivery) {
    if (from != sender || count <= 0) {
      return;
    }
    int last = size - 1;
    if (last >= 0
        && messages[last] == message
        && packets[last] == delivery.arrivedPacket()
        && deliveredNanos[last] == delivery.nanos()) {
      bytes[last] = (int) Math.min(Integer.MAX_VALUE, bytes[last] + count);
    } else if (size == most) {
      isCut = true;
    } else {
      add(message, count, delivery);
    }
  }

  private void add(long message, long count, Delivery delivery) {
    if (size == messages.length) {
      int room = Math.min(most, 2 * size);
      messages = Arrays.copyOf(messages, room);
      arrivedNanos = Arrays.copyOf(arrivedNanos, room);
      deliveredNanos = Arrays.copyOf(deliveredNanos, room);
      bytes = Arrays.copyOf(bytes, room);
      packets = Arrays.copyOf(packets, room);
    }
    messages[size] = message;
    arrivedNanos[size] = delivery.arrivedNanos();
    deliveredNanos[size] = delivery.nanos();
    bytes[size] = (int) Math.min(Integer.MAX_VALUE, count);
    packets[size++] = delivery.arrivedPacket();
  }

  @Override
  public void pinged(Direction asker, long askedNanos, long answeredNanos, int packet) {
    pings = pings.with(answeredNanos - askedNanos);
  }

  /** What was asked without a message, and answered. */
  StreamRuns.Pings pings() {
    return pings;
  }

  @Override
  public void message(Message message) {}

  @Override
  public void setup(SetupMessage setup) {}

  @Override
  public void anomaly(Anomaly anomaly) {}

  int size() {
    return size;
  }

  boolean isCut() {
    return isCut;
  }

  /** Whose bytes they are: its {@link Message#streamKey}. */
  long message(int i) {
    return messages[i];
  }

  long arrivedNanos(int i) {
    return arrivedNanos[i];
  }

  long deliveredNanos(int i) {
    return deliveredNanos[i];
  }

  long bytes(int i) {
    return bytes[i];
  }

  int packet(int i) {
    return packets[i];
  }
}
