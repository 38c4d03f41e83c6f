package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.TlsRecord;
import dev.stallscope.tls.TlsVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests and responses of encrypted records (STALLS 5.4): a record of the client opens a
 * new pair where the newest has a response, and extends the request otherwise; a record of the
 * server extends the newest response. Left out are alerts, tickets and HTTP/2's control frames, and
 * whatever the server says before the client has asked.
 *
 * <p>A response ends at a silence of half a second behind a record that can be a message's end;
 * what the server sends after it without being asked belongs to no exchange, and a server that does
 * so again sends a stream or the messages of a WebSocket: then nothing is paired any more, as where
 * a request is too short for HTTP/1, or where clients speak again without an answer. With HTTP/1 a
 * client that has no answer yet is still busy with the same request, and a server that is silent
 * once between two large parts, which no stream of news and no answer to an upgrade has, has sent
 * one response: it says nothing unasked (RFC 9112 section 9.3).
 *
 * <p>Where the server leads ({@link ServerLead}), what its client replies is no request. After some
 * messages that were concurrent nothing is paired any more ({@link TurnOrder}).
 */
final class TurnTracker {
  /** Concurrent records after which the connection counts as multiplexed. */
  private static final int MAX_CONCURRENT = 2;

  static final long SILENCE_NANOS = Nanos.ofMillis(500);

  /** Four full records: what is sent piece by piece because it is news is shorter. */
  private static final int LARGE_PART_BYTES = 1 << 16;

  private static final int ALERT_BYTES = 2;

  private final TurnMessages messages;
  private final boolean isTls13;
  private final int overheadBytes;
  private final TicketFilter tickets;
  private final Http2Control control = new Http2Control();
  private final TurnOrder order;
  private final UnaskedNews news = new UnaskedNews();
  private final ServerLead lead = new ServerLead();
  private final boolean isMidway;

  /** The client's first record where its size alone makes it a preface, until more is known. */
  private @Nullable TurnRun opening;

  private @Nullable TurnRun request;
  private @Nullable TurnRun response;

  /** What came after a silence, until it is known whether that is the response's rest. */
  private @Nullable TurnRun rest;

  private @Nullable ActivityRun activity;
  private boolean isRequestSent;
  private long responseEndNanos = Long.MIN_VALUE;
  private int clientRecords;
  private int turns;
  private int concurrent;

  /**
   * @param endNanos when the handshake ended
   */
  TurnTracker(MessageSink sink, Optional<TlsHandshake> handshake, long endNanos) {
    messages = new TurnMessages(sink, handshake);
    isMidway = handshake.isEmpty();
    TlsVersion version = handshake.flatMap(TlsHandshake::version).orElse(TlsVersion.TLS_1_2);
    isTls13 = version.isTls13();
    int cipher =
        handshake.flatMap(TlsHandshake::serverHello).map(hello -> hello.cipher()).orElse(0);
    overheadBytes = CipherSuites.overheadBytes(version, cipher);
    order = TurnOrder.after(handshake);
    tickets = new TicketFilter(isTls13, endNanos, order.roundTripNanos());
  }

  void record(SeenRecord record) {
    int plaintext = record.length() - overheadBytes;
    boolean isAlert = isTls13 && plaintext == ALERT_BYTES;
    if (record.type() != TlsRecord.APPLICATION_DATA || plaintext <= 0 || isAlert) {
      return;
    }
    if (record.isFromClient()) {
      fromClient(record, plaintext);
      clientRecords++;
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
    if (activity != null) {
      activity.add(record, plaintext);
      return;
    }
    ServerLead.Fate fate =
        messages.isHttp1()
            ? ServerLead.Fate.USUAL
            : lead.client(record, plaintext, order.roundTripNanos());
    if (fate == ServerLead.Fate.USUAL) {
      release();
      ask(record, plaintext);
    } else if (fate == ServerLead.Fate.LEADS) {
      follow(lead.release());
    }
  }

  /** The server leads: from the client's first reply on nothing is paired. */
  private void follow(List<ServerLead.Held> talk) {
    ServerLead.Held first = talk.getFirst();
    stopPairing(new ActivityRun(new TurnRun(first.record(), first.plaintext()), true));
    talk.stream().skip(1).forEach(held -> activity.add(held.record(), held.plaintext()));
  }

  /** What was held takes its turn. */
  private void release() {
    for (ServerLead.Held held : lead.release()) {
      if (held.record().isFromClient()) {
        ask(held.record(), held.plaintext());
      } else {
        say(held.record(), held.plaintext());
      }
    }
  }

  private void ask(SeenRecord record, int plaintext) {
    if (response == null && request != null) {
      tickets.release().forEach(held -> answer(held, held.length() - overheadBytes));
    }
    TurnRun answered = latestAnswer();
    boolean isAhead = answered != null && TurnOrder.isSentBefore(record, answered);
    closeResponse();
    if (activity != null) {
      activity.add(record, plaintext);
      return;
    }
    if (request == null || isRequestSent) {
      request = new TurnRun(record, plaintext);
      isRequestSent = false;
      turns++;
    } else if (isAnotherOne(request, record)) {
      request = new TurnRun(record, plaintext);
      isAhead = true;
    } else {
      request.add(record, plaintext);
    }
    countIf(isAhead);
  }

  /**
   * Whether a client that got no answer says something else after a silence. With HTTP/1 it cannot:
   * it is still busy with the same request.
   */
  private boolean isAnotherOne(TurnRun asked, SeenRecord record) {
    return !messages.isHttp1()
        && asked.mayBeOver()
        && record.firstNanos() - asked.lastNanos() > SILENCE_NANOS;
  }

  /** What cannot be told apart goes on with the message that its sender has begun. */
  void unread(Direction direction, long epochNanos, int packet) {
    release();
    TurnRun begun = direction == Direction.SERVER_TO_CLIENT ? latestAnswer() : request;
    boolean isAnswered = direction == Direction.CLIENT_TO_SERVER && response != null;
    if (begun != null && !isAnswered && activity == null) {
      begun.goesOn(epochNanos, packet);
    }
  }

  private void countIf(boolean isConcurrent) {
    concurrent += isConcurrent ? 1 : 0;
    if (concurrent >= MAX_CONCURRENT && request != null && !isRequestSent) {
      stopPairing(new ActivityRun(request, true));
    }
  }

  private void stopPairing(ActivityRun run) {
    activity = run;
    request = null;
  }

  private void fromServer(SeenRecord record, int plaintext) {
    if (messages.isGuessed() && messages.isHttp2() && control.isServers(plaintext, turns)) {
      return;
    }
    if (opening != null && !TurnOrder.isSentBefore(record, opening) && !tickets.holds(record)) {
      // Nobody answers a preface: a client of HTTP/2 asks in the same breath.
      messages.wasNoPreface();
      request = opening;
      opening = null;
      turns++;
    }
    if (lead.server(record, plaintext) == ServerLead.Fate.USUAL) {
      release();
      say(record, plaintext);
    }
  }

  private void say(SeenRecord record, int plaintext) {
    if (activity != null) {
      activity.add(record, plaintext);
    } else if (request != null) {
      turn(record, plaintext);
    } else if (isMidway) {
      lead.midway(new TurnRun(record, plaintext));
    }
  }

  private void turn(SeenRecord record, int plaintext) {
    if (response != null) {
      extend(response, record, plaintext);
    } else if (request != null && !isRequestSent) {
      if (order.isConcurrent(record, request, turns <= 1, responseEndNanos)) {
        countIf(turns > 1);
      } else if (turns > 1 || !tickets.holds(record)) {
        answer(record, plaintext);
      }
    } else {
      unasked(new TurnRun(record, plaintext));
    }
  }

  private void unasked(TurnRun said) {
    if (news.isStream(said)) {
      stopPairing(new ActivityRun(said, false));
    } else {
      lead.unasked(said);
    }
  }

  private void extend(TurnRun open, SeenRecord record, int plaintext) {
    TurnRun latest = rest == null ? open : rest;
    if (!latest.mayBeOver() || record.firstNanos() - latest.lastNanos() <= SILENCE_NANOS) {
      latest.add(record, plaintext);
    } else if (rest == null && isLargePart(open)) {
      rest = new TurnRun(record, plaintext);
    } else {
      closeResponse(false);
      if (activity != null) {
        activity.add(record, plaintext);
      } else {
        unasked(new TurnRun(record, plaintext));
      }
    }
  }

  private boolean isLargePart(TurnRun part) {
    return part.plaintextBytes() >= LARGE_PART_BYTES
        && (messages.isHttp1() || messages.offersHttp1() && !hasSettings());
  }

  /**
   * Whether the client can have acknowledged SETTINGS, as HTTP/2 wants at once and in a frame of
   * its own (RFC 9113 section 6.5.3): what it sent after them is more than one record a request.
   */
  private boolean hasSettings() {
    return clientRecords > turns;
  }

  private @Nullable TurnRun latestAnswer() {
    return rest == null ? response : rest;
  }

  private void answer(SeenRecord record, int plaintext) {
    if (response != null) {
      response.add(record, plaintext);
      return;
    }
    if (request != null && !isRequestSent && messages.isTooShort(request)) {
      stopPairing(new ActivityRun(request, true));
      say(record, plaintext);
      return;
    }
    if (request != null && !isRequestSent) {
      order.answered(request, record);
      messages.turn(MessageRole.REQUEST, Direction.CLIENT_TO_SERVER, request, turns);
      isRequestSent = true;
    }
    response = new TurnRun(record, plaintext);
  }

  private void closeResponse() {
    closeResponse(rest != null && isLargePart(rest));
  }

  /**
   * @param isOne whether what came after a silence belongs to it
   */
  private void closeResponse(boolean isOne) {
    if (response != null) {
      TurnRun more = rest;
      rest = null;
      if (more != null && isOne) {
        response.goesOn(more);
        messages.wasNoHttp2();
      }
      messages.turn(MessageRole.RESPONSE, Direction.SERVER_TO_CLIENT, response, turns);
      responseEndNanos = response.lastNanos();
      response = null;
      if (more != null && !isOne) {
        unasked(more);
      }
    }
  }

  /** The stream is over: what is open is handed over. */
  void end() {
    release();
    if (activity != null) {
      messages.activity(activity);
      activity = null;
      return;
    }
    if (response == null && request != null && !isRequestSent) {
      tickets.release().forEach(held -> answer(held, held.length() - overheadBytes));
    }
    if (request != null && !isRequestSent && !messages.isTooShort(request)) {
      messages.turn(MessageRole.REQUEST, Direction.CLIENT_TO_SERVER, request, turns);
    }
    closeResponse();
    request = null;
    if (activity != null) {
      messages.activity(activity);
      activity = null;
    }
  }
}
