package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.tls.SecretSource;
import dev.stallscope.tls.TlsRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One TLS connection: first its handshake, then what was said, or its turns. */
final class TlsStream implements StreamDecoder, RecordListener, MessageSink {
  private static final String LAYER = "tls";

  private final MessageSink sink;
  private final RecordReader fromClient = new RecordReader(Direction.CLIENT_TO_SERVER, this);
  private final RecordReader fromServer = new RecordReader(Direction.SERVER_TO_CLIENT, this);
  private final ClearTalk clear = new ClearTalk();
  private final HandshakeTracker handshake;
  private final ConnectionContent content;
  private final Decryption decryption;
  private Optional<SetupMessage> setup = Optional.empty();
  private boolean isSetupHeld;
  private @Nullable TurnTracker turns;
  private int endings;
  private int losses;

  TlsStream(
      DecoderContext context,
      CertificateReader certificates,
      SecretSource secrets,
      OpenedContents opened) {
    sink = context.sink();
    handshake = new HandshakeTracker(this, certificates);
    content = new ConnectionContent(context, opened);
    decryption = new Decryption(secrets, handshake.facts(), content, handshake);
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    reader(direction).bytes(bytes);
    unread(direction, bytes.epochNanos(), bytes.packet());
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    reader(direction).gap(gap);
    unread(direction, gap.epochNanos(), gap.packet());
  }

  private void unread(Direction direction, long epochNanos, int packet) {
    if (turns != null && reader(direction).isLost()) {
      turns.unread(direction, epochNanos, packet);
    }
  }

  private RecordReader reader(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  @Override
  public void piece(Direction direction, int bytes, long epochNanos, int packet) {
    if (!handshake.isDone()) {
      handshake.piece(direction, bytes, epochNanos, packet);
    }
  }

  @Override
  public void before(Direction direction, long epochNanos, int packet) {
    clear.piece(direction, epochNanos, packet);
  }

  @Override
  public boolean wants(Direction direction, int type) {
    return decryption.wants()
        || !handshake.isDone() && (type == TlsRecord.HANDSHAKE || type == TlsRecord.ALERT);
  }

  @Override
  public void record(SeenRecord record, byte[] body, int bodyLength) {
    if (handshake.facts().clientHello == null && record.isFromClient()) {
      upgrade(record);
    }
    if (handshake.isDone()) {
      turns(record.firstNanos()).record(record);
      decryption.record(record, body, bodyLength);
    } else if (handshake.facts().isTls13() && record.type() == TlsRecord.APPLICATION_DATA) {
      // What is in it tells where the handshake stands.
      int opened = decryption.record(record, body, bodyLength);
      turn(handshake.record(record, body, bodyLength, opened));
    } else {
      turn(handshake.record(record, body, bodyLength, RecordOpener.UNREAD));
      decryption.record(record, body, bodyLength);
    }
  }

  private void upgrade(SeenRecord hello) {
    HandshakeFacts facts = handshake.facts();
    if (facts.upgrade.isEmpty()) {
      facts.upgrade = Upgrade.of(fromClient.before(), fromServer.before());
      facts.upgrade.ifPresent(protocol -> sink.setup(clear.setup(protocol, hello)));
    }
  }

  private void turn(List<SeenRecord> data) {
    for (SeenRecord record : data) {
      turns(record.firstNanos()).record(record);
    }
  }

  private TurnTracker turns(long epochNanos) {
    if (turns == null) {
      Optional<TlsHandshake> seen =
          setup.map(SetupMessage::content).map(found -> (TlsHandshake) found);
      turns = new TurnTracker(this, seen, setup.map(SetupMessage::endNanos).orElse(epochNanos));
    }
    return turns;
  }

  @Override
  public void ssl2Hello(SeenRecord record, byte[] body, int length) {
    if (!handshake.isDone()) {
      handshake.ssl2Hello(record, body, length);
    }
  }

  @Override
  public void lost(Direction direction, int packet, long streamOffset) {
    handshake.broken(direction);
    if (handshake.facts().clientHello != null) {
      decryption.lost(packet);
    }
    losses++;
    if (losses <= DecodeLimits.STREAM_ANOMALIES) {
      sink.anomaly(
          new Anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, packet, LAYER, streamOffset, 0, 0));
    }
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    reader(direction).end();
    turn(handshake.end(direction, end, epochNanos, packet));
    content.end(direction, end, epochNanos, packet);
    endings++;
    if (endings == Direction.values().length) {
      if (isSetupHeld) {
        setup.ifPresent(this::tellWithTickets);
      }
      if (turns != null) {
        turns.end();
      }
      content.finish();
      sink.decryption(decryption.outcome());
    }
  }

  /** Takes what was inferred from turns. */
  @Override
  public void message(Message message) {
    content.inferred(message);
  }

  @Override
  public void setup(SetupMessage message) {
    setup = Optional.of(message);
    isSetupHeld = handshake.facts().encryptedExtensions != null;
    if (!isSetupHeld) {
      sink.setup(message);
    }
  }

  /** Tickets come any time after the handshake. */
  private void tellWithTickets(SetupMessage message) {
    TlsHandshake content = (TlsHandshake) message.content();
    sink.setup(
        new SetupMessage(
            message.protocol(),
            message.startNanos(),
            message.endNanos(),
            message.firstPacket(),
            message.lastPacket(),
            message.isComplete(),
            handshake.withTickets(content)));
  }

  @Override
  public void anomaly(Anomaly anomaly) {
    sink.anomaly(anomaly);
  }
}
