package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one handshake until the client may send data, and hands it over as one set-up.
 *
 * <p>That is, in TLS 1.3, when its Finished is sent: the first encrypted record of the client after
 * the server's hello, or the one with the length of a Finished where certificate or early data go
 * before it (STALLS T07). Up to TLS 1.2 it is when the server's Finished has come, after a full
 * handshake, and when the client's is sent, after a resumed one. Data that goes with the hello
 * (0-RTT) ends the wait at once; the handshake is then followed to its end all the same.
 */
final class HandshakeTracker implements OpenedListener {
  /** Length of an alert's record in TLS 1.3: two bytes, the type, the tag. */
  private static final int ENCRYPTED_ALERT_BYTES = 19;

  private static final int ALERT_BYTES = 2;

  private final HandshakeFacts facts;
  private final FlightLog flights = new FlightLog();
  private final HandshakeReport report;
  private final TicketLog tickets = new TicketLog();
  private final HandshakeBuffer fromClient = new HandshakeBuffer();
  private final HandshakeBuffer fromServer = new HandshakeBuffer();

  private final ClientLastFlight clientFlight;
  private boolean hasClientChangedCipher;
  private boolean hasServerChangedCipher;
  private boolean hasOpenedFinished;
  private @Nullable SeenRecord clientFinished;
  private @Nullable SeenRecord serverFinished;
  private final StreamClose close = new StreamClose();

  HandshakeTracker(MessageSink sink, CertificateReader certificateReader) {
    this.facts = new HandshakeFacts(certificateReader);
    this.report = new HandshakeReport(sink, facts, flights);
    this.clientFlight = new ClientLastFlight(facts);
  }

  /** Whether nothing more belongs to the handshake. */
  boolean isDone() {
    return report.isDone();
  }

  HandshakeFacts facts() {
    return facts;
  }

  void piece(Direction direction, int bytes, long epochNanos, int packet) {
    flights.piece(direction, bytes, epochNanos, packet);
  }

  void broken(Direction direction) {
    buffer(direction).breakOff();
  }

  private HandshakeBuffer buffer(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  void ssl2Hello(SeenRecord record, byte[] body, int length) {
    report.record(record);
    flights.message(record.direction(), HandshakeType.title(HandshakeType.CLIENT_HELLO));
    facts.clientHello(ClientHello.parseSsl2(body, 0, length), record);
  }

  /**
   * Takes a record.
   *
   * @param opened the type of what a record of TLS 1.3 held, where it was decrypted
   * @return application data that turned out not to belong to the handshake, in order; most of the
   *     time none
   */
  List<SeenRecord> record(SeenRecord record, byte[] body, int bodyLength, int opened) {
    report.record(record);
    switch (record.type()) {
      case TlsRecord.CHANGE_CIPHER_SPEC -> changeCipher(record);
      case TlsRecord.ALERT -> alert(record, body, bodyLength);
      case TlsRecord.HANDSHAKE -> handshake(record, body, bodyLength);
      default -> {
        if (!facts.isTls13()) {
          return data(record);
        }
        return opened == RecordOpener.UNREAD ? encrypted13(record) : opened13(record, opened);
      }
    }
    return List.of();
  }

  private void changeCipher(SeenRecord record) {
    if (facts.isTls13()) {
      return; // sent for old middleboxes, RFC 8446 D.4
    }
    if (record.isFromClient()) {
      hasClientChangedCipher = true;
    } else {
      facts.isServerShort =
          facts.certificates == null && !facts.isServerHelloDone && !hasClientChangedCipher;
      hasServerChangedCipher = true;
    }
  }

  private boolean isEncrypted(SeenRecord record) {
    return !facts.isTls13()
        && (record.isFromClient() ? hasClientChangedCipher : hasServerChangedCipher);
  }

  private void alert(SeenRecord record, byte[] body, int bodyLength) {
    boolean isReadable = bodyLength == ALERT_BYTES && !isEncrypted(record);
    told(
        record,
        isReadable ? new TlsAlert(Bytes.u8(body, 0), Bytes.u8(body, 1)) : TlsAlert.UNREADABLE);
  }

  private void told(SeenRecord record, TlsAlert alert) {
    facts.alert(
        new TlsHandshake.SentAlert(
            record.direction(), alert, record.lastNanos(), record.lastPacket()));
    if (alert.isFatal()) {
      report.finish(record.lastNanos(), record.lastPacket(), HandshakeOutcome.FAILED);
    }
  }

  private void handshake(SeenRecord record, byte[] body, int bodyLength) {
    if (isEncrypted(record)) {
      finished12(record);
    } else if (bodyLength == 0) {
      broken(record.direction());
    } else {
      buffer(record.direction())
          .append(
              body,
              bodyLength,
              (type, bytes, offset, length) -> {
                flights.message(record.direction(), HandshakeType.title(type));
                facts.message(record, type, bytes, offset, length);
              });
    }
  }

  private void finished12(SeenRecord record) {
    flights.message(record.direction(), "Finished");
    if (record.isFromClient()) {
      clientFinished = clientFinished == null ? record : clientFinished;
    } else {
      serverFinished = serverFinished == null ? record : serverFinished;
    }
    if (serverFinished != null && (!facts.isResumed() || clientFinished != null)) {
      report.finish(record.lastNanos(), record.lastPacket(), HandshakeOutcome.COMPLETE);
    }
  }

  /** Data up to TLS 1.2: the handshake is over, whatever of it was missed. */
  private List<SeenRecord> data(SeenRecord record) {
    if (record.isFromClient() && clientFinished != null && facts.serverHello != null) {
      facts.isFalseStart = true;
      report.finish(
          clientFinished.lastNanos(), clientFinished.lastPacket(), HandshakeOutcome.COMPLETE);
    } else {
      report.finish(record.firstNanos(), record.firstPacket(), outcomeOfData());
    }
    return List.of(record);
  }

  private HandshakeOutcome outcomeOfData() {
    return facts.serverHello == null ? HandshakeOutcome.INCOMPLETE : HandshakeOutcome.COMPLETE;
  }

  private List<SeenRecord> opened13(SeenRecord record, int type) {
    if (report.isDone() || !record.isFromClient()) {
      return List.of();
    }
    clientFlight.takeOpened(record, type, hasOpenedFinished);
    return hasOpenedFinished ? resolve() : List.of();
  }

  @Override
  public void message(SeenRecord record, int type, byte[] bytes, int offset, int length) {
    facts.opened(record, type, bytes, offset, length);
    if (!report.isDone()) {
      flights.message(record.direction(), HandshakeType.title(type));
      hasOpenedFinished |= record.isFromClient() && type == HandshakeType.FINISHED;
    } else if (type == HandshakeType.NEW_SESSION_TICKET) {
      tickets.ticket(record);
    }
  }

  /** The handshake, which has been handed over, with the tickets that followed it. */
  TlsHandshake withTickets(TlsHandshake handshake) {
    return handshake.with(facts.tickets, tickets.flights());
  }

  @Override
  public void alert(SeenRecord record, TlsAlert alert) {
    if (!report.isDone()) {
      told(record, alert);
    }
  }

  private List<SeenRecord> encrypted13(SeenRecord record) {
    boolean isAlert = record.length() == ENCRYPTED_ALERT_BYTES && !clientFlight.isOpen();
    if (!record.isFromClient()) {
      if (clientFlight.isOpen()) {
        return concat(resolve(), record);
      }
      // Of a client that was not heard nothing tells when it was ready, and what came after.
      if (isAlert && facts.clientHello != null) {
        told(record, TlsAlert.UNREADABLE);
      }
      return List.of();
    }
    if (isAlert && !facts.isEarlyDataDue()) {
      told(record, TlsAlert.UNREADABLE);
      return List.of();
    }
    return clientFlight.take(record) ? resolve() : List.of();
  }

  private List<SeenRecord> resolve() {
    ClientLastFlight.Resolved resolved = clientFlight.resolve();
    if (!hasOpenedFinished) {
      flights.message(Direction.CLIENT_TO_SERVER, "Finished");
    }
    report.finish(resolved.readyNanos(), resolved.finished().lastPacket(), outcomeOfData());
    return resolved.data();
  }

  private static List<SeenRecord> concat(List<SeenRecord> records, SeenRecord last) {
    List<SeenRecord> all = new ArrayList<>(records);
    all.add(last);
    return all;
  }

  /**
   * One direction has ended.
   *
   * @return application data that had been kept back
   */
  List<SeenRecord> end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    close.end(direction, end, epochNanos, packet);
    if (report.isDone() || !close.isOver()) {
      return List.of();
    }
    if (clientFlight.isOpen()) {
      return resolve();
    }
    report.giveUp(close.first());
    return List.of();
  }
}
