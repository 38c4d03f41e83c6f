package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.TlsRecord;
import dev.stallscope.tls.TlsVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears all encrypted records of a connection, and hands over to {@link TurnPairs} what programs
 * say with them. Left out are alerts, tickets and HTTP/2's control frames, and whatever the server
 * says before the client has asked. Where the server leads ({@link ServerLead}), what its client
 * replies is no request.
 */
final class TurnTracker {
  private static final int ALERT_BYTES = 2;

  private final TurnMessages messages;
  private final boolean isTls13;
  private final int overheadBytes;
  private final TicketFilter tickets;
  private final Http2Control control = new Http2Control();
  private final TurnOrder order;
  private final ServerLead lead = new ServerLead();
  private final TurnPairs pairs;

  /** The client's first record where its size alone makes it a preface, until more is known. */
  private @Nullable TurnRun opening;

  /**
   * @param endNanos when the handshake ended
   */
  TurnTracker(MessageSink sink, Optional<TlsHandshake> handshake, long endNanos) {
    messages = new TurnMessages(sink, handshake);
    TlsVersion version = handshake.flatMap(TlsHandshake::version).orElse(TlsVersion.TLS_1_2);
    isTls13 = version.isTls13();
    int cipher =
        handshake.flatMap(TlsHandshake::serverHello).map(hello -> hello.cipher()).orElse(0);
    overheadBytes = CipherSuites.overheadBytes(version, cipher);
    order = TurnOrder.after(handshake);
    tickets = new TicketFilter(isTls13, endNanos, order.roundTripNanos());
    pairs = new TurnPairs(messages, tickets, order, lead, overheadBytes, handshake.isEmpty());
  }

  void record(SeenRecord record) {
    int plaintext = record.length() - overheadBytes;
    boolean isAlert = isTls13 && plaintext == ALERT_BYTES;
    if (record.type() != TlsRecord.APPLICATION_DATA || plaintext <= 0 || isAlert) {
      return;
    }
    if (record.isFromClient()) {
      fromClient(record, plaintext);
      pairs.clientSpoke(record);
    } else {
      fromServer(record, plaintext);
    }
  }

  private void fromClient(SeenRecord record, int plaintext) {
    if (!messages.isGuessed()) {
      messages.guess(plaintext);
      if (messages.isHttp2() && control.opens(plaintext)) {
        opening = messages.isAgreed() ? null : new TurnRun(record, plaintext);
        return;
      }
    }
    opening = null;
    if (messages.isHttp2() && control.isClients(plaintext)) {
      return;
    }
    if (pairs.addUnpaired(record, plaintext)) {
      return;
    }
    ServerLead.Fate fate =
        messages.isHttp1()
            ? ServerLead.Fate.USUAL
            : lead.client(record, plaintext, order.roundTripNanos());
    if (fate == ServerLead.Fate.USUAL) {
      release();
      pairs.ask(record, plaintext);
    } else if (fate == ServerLead.Fate.LEADS) {
      pairs.follow(lead.release());
    }
  }

  /** What was held takes its turn. */
  private void release() {
    for (ServerLead.Held held : lead.release()) {
      if (held.record().isFromClient()) {
        pairs.ask(held.record(), held.plaintext());
      } else {
        pairs.say(held.record(), held.plaintext());
      }
    }
  }

  private void fromServer(SeenRecord record, int plaintext) {
    if (messages.isGuessed() && messages.isHttp2() && control.isServers(plaintext, pairs.turns())) {
      if (Http2Control.mayEndStream(plaintext)) {
        pairs.streamEnds(record);
      }
      return;
    }
    if (opening != null && !TurnOrder.isSentBefore(record, opening) && !tickets.holds(record)) {
      // Nobody answers a preface: a client of HTTP/2 asks in the same breath.
      messages.wasNoPreface();
      pairs.open(opening);
      opening = null;
    }
    if (lead.server(record, plaintext) == ServerLead.Fate.USUAL) {
      release();
      pairs.say(record, plaintext);
    }
  }

  /** What cannot be told apart goes on with the message that its sender has begun. */
  void unread(Direction direction, long epochNanos, int packet) {
    release();
    pairs.unread(direction, epochNanos, packet);
  }

  /** The stream is over: what is open is handed over. */
  void end() {
    release();
    pairs.end();
  }
}
