package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests and responses of encrypted records (STALLS 5.4): a record of the client opens a
 * new pair where the newest has a response, and extends the request otherwise; a record of the
 * server extends the newest response.
 *
 * <p>A response ends at a silence of half a second behind a record that can be a message's end;
 * what the server sends after it without being asked belongs to no exchange, and a server that does
 * so again sends a stream or the messages of a WebSocket: then nothing is paired any more, as where
 * a request is too short for HTTP/1, or where clients speak again without an answer. With HTTP/1 a
 * client that has no answer yet is still busy with the same request, and a server that is silent
 * once between two large parts, which no stream of news and no answer to an upgrade has, has sent
 * one response: it says nothing unasked (RFC 9112 section 9.3). After some messages that were
 * concurrent nothing is paired any more ({@link TurnOrder}).
 */
final class TurnPairs {
  /** Concurrent records after which the connection counts as multiplexed. */
  private static final int MAX_CONCURRENT = 2;

  static final long SILENCE_NANOS = Nanos.ofMillis(500);

  /** Four full records: what is sent piece by piece because it is news is shorter. */
  private static final int LARGE_PART_BYTES = 1 << 16;

  private final TurnMessages messages;
  private final int overheadBytes;
  private final TicketFilter tickets;
  private final TurnOrder order;
  private final UnaskedNews news = new UnaskedNews();
  private final LateAnswer late;
  private final ServerLead lead;
  private final boolean isMidway;

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

  /** What {@link TurnTracker} has found out together with the records that it hands over. */
  TurnPairs(
      TurnMessages messages,
      TicketFilter tickets,
      TurnOrder order,
      ServerLead lead,
      int overheadBytes,
      boolean isMidway) {
    this.messages = messages;
    this.tickets = tickets;
    this.order = order;
    this.lead = lead;
    this.overheadBytes = overheadBytes;
    this.isMidway = isMidway;
    this.late = new LateAnswer(messages);
  }

  /** How many requests there were. */
  int turns() {
    return turns;
  }

  /** A record of the client was handed over, or was none of a program. */
  void clientSpoke(SeenRecord record) {
    clientRecords++;
    late.clientSpoke(record);
  }

  /** A record that was taken for a preface is the first request. */
  void open(TurnRun first) {
    request = first;
    turns++;
  }

  /** Counts a record with the rest where messages are paired no more; false where they are. */
  boolean addUnpaired(SeenRecord record, int plaintext) {
    if (activity == null) {
      return false;
    }
    activity.add(record, plaintext);
    return true;
  }

  /** The server leads: from the client's first reply on nothing is paired. */
  void follow(List<ServerLead.Held> talk) {
    ServerLead.Held first = talk.getFirst();
    ActivityRun all = new ActivityRun(new TurnRun(first.record(), first.plaintext()), true);
    stopPairing(all);
    talk.stream().skip(1).forEach(held -> all.add(held.record(), held.plaintext()));
  }

  void ask(SeenRecord record, int plaintext) {
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
    late.asked(record, plaintext);
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

  void say(SeenRecord record, int plaintext) {
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
      late.more(record, plaintext);
      unasked(new TurnRun(record, plaintext));
    }
  }

  /** A frame of HTTP/2 ends a stream of the server. */
  void streamEnds(SeenRecord record) {
    late.streamEnds(record, turns);
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
      TurnRun goesOn = new TurnRun(record, plaintext);
      if (request != null) {
        late.goesOn(goesOn, request.records(), open.records());
      }
      closeResponse(false);
      if (activity != null) {
        activity.add(record, plaintext);
      } else {
        unasked(goesOn);
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
