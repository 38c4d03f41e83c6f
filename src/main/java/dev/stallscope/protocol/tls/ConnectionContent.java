package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.DetectingDecoder;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is told of a connection's contents: the messages that a decoder reads in what was
 * decrypted, or those that are inferred from the turns of records. Inferred ones are held back
 * until a protocol is found. Where decrypting stops, they go on behind the last message read.
 */
final class ConnectionContent implements MessageSink {
  private enum Telling {
    UNDECIDED,
    READ,
    INFERRED
  }

  private final MessageSink sink;
  private final OpenedContents opened;
  private final StreamBytes view = new StreamBytes();
  private final List<Message> held = new ArrayList<>(0);
  private final long[] readTo = new long[Direction.values().length];
  private final DetectingDecoder found;
  private @Nullable DetectingDecoder reader;
  private Telling telling = Telling.UNDECIDED;
  private boolean hasData;

  ConnectionContent(DecoderContext context, OpenedContents opened) {
    this.opened = opened;
    sink = context.sink();
    found =
        new DetectingDecoder(
            new DecoderContext(
                context.transport(),
                context.client(),
                context.server(),
                this,
                new KeylessInside(context.detector()),
                context.budget(),
                /* isSecured= */ true));
    reader = found;
  }

  /** Takes a message that was inferred from turns. */
  void inferred(Message message) {
    switch (telling) {
      case UNDECIDED -> held.add(message);
      case READ -> {}
      case INFERRED -> {
        if (message.span().startOffset() >= readTo[message.direction().ordinal()]) {
          sink.message(message);
        }
      }
    }
  }

  /**
   * Takes data of a record, {@code count} bytes behind the {@code from} that were handed on before.
   * The first byte is said to have come when the record began, the others when it was complete, for
   * none could be used before; first and last stand where the record begins and ends.
   *
   * @param length bytes of data in the record
   * @param offset where they stand in {@code plaintext}
   */
  void data(SeenRecord record, int length, int from, byte[] plaintext, int offset, int count) {
    hasData = true;
    if (reader == null) {
      return;
    }
    int atStart = from == 0 ? 1 : 0;
    if (from == 0) {
      view.set(
          plaintext, offset, 1, record.startOffset(), record.firstNanos(), record.firstPacket());
      reader.bytes(record.direction(), view.acknowledging(record.acknowledged()));
    }
    if (count > atStart) {
      boolean isOnePacket = record.firstPacket() == record.lastPacket();
      view.set(
          plaintext,
          offset + atStart,
          count - atStart,
          record.endOffset() - (length - from - atStart),
          record.lastNanos(),
          record.lastPacket());
      reader.bytes(
          record.direction(), view.acknowledging(isOnePacket ? record.acknowledged() : -1));
    }
    decide();
  }

  /** How many of a direction's next bytes need not be opened. */
  long unwanted(Direction direction) {
    return reader == null ? 0 : reader.unwanted(direction);
  }

  /** Whether records may be opened in part. */
  boolean isOpenedAsWanted() {
    return opened == OpenedContents.WANTED;
  }

  /** Takes note of data of a record that nobody reads, as {@link #data} of those that were read. */
  void unread(SeenRecord record, int length, int from, int count) {
    int atStart = from == 0 ? 1 : 0;
    if (from == 0) {
      unread(record, record.startOffset(), 1, record.firstNanos(), record.firstPacket());
    }
    if (count > atStart) {
      unread(
          record,
          record.endOffset() - (length - from - atStart),
          count - atStart,
          record.lastNanos(),
          record.lastPacket());
    }
  }

  private void unread(SeenRecord record, long offset, int count, long nanos, int packet) {
    if (reader != null) {
      reader.gap(
          record.direction(),
          new StreamGap(StreamGap.Reason.UNWANTED, offset, count, nanos, packet));
    }
  }

  private void decide() {
    if (telling == Telling.UNDECIDED && reader != null) {
      if (reader.isGivenUp()) {
        stop();
      } else if (reader.protocol().isPresent()) {
        telling = Telling.READ;
        held.clear();
      }
    }
  }

  /** Whether there is something decrypted that nobody reads. */
  boolean isNotRead() {
    return reader == null && hasData;
  }

  /** Name of the protocol inside. */
  String protocolTitle() {
    return found.protocol().orElse(AppProtocol.UNKNOWN).title();
  }

  /** Nothing more will be decrypted: from here on it is inferred what was said. */
  void stop() {
    reader = null;
    telling = Telling.INFERRED;
    held.forEach(this::inferred);
    held.clear();
  }

  void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    if (reader != null) {
      reader.end(direction, end, epochNanos, packet);
      decide();
    }
  }

  /** Both directions are over. */
  void finish() {
    if (telling == Telling.UNDECIDED) {
      stop();
    }
  }

  @Override
  public void message(Message message) {
    decide();
    if (telling == Telling.READ) {
      int direction = message.direction().ordinal();
      readTo[direction] = Math.max(readTo[direction], message.span().endOffset());
      sink.message(message);
    }
  }

  @Override
  public void carried(Direction sender, long message, long bytes, Delivery delivery) {
    sink.carried(sender, message, bytes, delivery);
  }

  @Override
  public void pinged(Direction asker, long askedNanos, long answeredNanos, int packet) {
    sink.pinged(asker, askedNanos, answeredNanos, packet);
  }

  @Override
  public void setup(SetupMessage message) {
    decide();
    if (telling == Telling.READ) {
      sink.setup(message);
    }
  }

  @Override
  public void anomaly(Anomaly anomaly) {
    sink.anomaly(anomaly);
  }
}
