package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange that the end of its connection broke off, and what kind of end it was: one of {@link
 * Kind}.
 *
 * @param exchange the last on the connection, without a complete answer
 */
record BrokenExchange(TcpConnection connection, Exchange exchange, Kind kind) {
  /** Who ended the connection, and at what (STALLS 1.4); by a reset where nothing else is said. */
  enum Kind {
    /** A device between, in the name of one side: its TTL betrays it. */
    FOREIGN,
    /** The server, before it had read the whole request. */
    UNREAD_REQUEST,
    /** The server, before the first byte of its answer. */
    UNANSWERED,
    /** The server, within its answer. */
    CUT_OFF,
    /** The server, by an ordinary close before the end that its answer had announced. */
    CUT_SHORT,
    /** The client gave up. */
    CLIENT
  }

  /** What was broken off; empty where every answer was complete, or another rule knows more. */
  static Optional<BrokenExchange> of(RuleContext context, TcpConnection connection) {
    if (connection.handshake().outcome() == Outcome.REFUSED) {
      return Optional.empty();
    }
    List<Exchange> requests = context.requests(connection.id());
    if (requests.isEmpty()) {
      return Optional.empty();
    }
    Exchange last = requests.getLast();
    if (isCutShort(last, connection)) {
      return Optional.of(new BrokenExchange(connection, last, Kind.CUT_SHORT));
    }
    if (connection.closing().resetNanos() < 0
        || !isOpen(last, connection)
        || isRace(context, last)
        || isFarewell(last, connection)) {
      return Optional.empty();
    }
    return Optional.of(new BrokenExchange(connection, last, kind(connection, last)));
  }

  /**
   * Whether the server closed first, and before the end. Where bytes are missing in the capture the
   * last chunk may be among them.
   */
  private static boolean isCutShort(Exchange exchange, TcpConnection connection) {
    return connection.isClosedByServer()
        && exchange.request().isPresent()
        && !exchange.isLongLived()
        && body(exchange).filter(body -> isCutShort(body, connection)).isPresent();
  }

  private static boolean isCutShort(HttpBody body, TcpConnection connection) {
    boolean isWhole =
        !connection.has(CaptureQuality.SNAPLEN)
            && !connection.has(CaptureQuality.UNSEEN_ACKNOWLEDGED);
    return body.lacksEnd() && (isWhole || body.framing() == HttpBody.Framing.LENGTH);
  }

  private static Optional<HttpBody> body(Exchange exchange) {
    return exchange
        .response()
        .map(Message::content)
        .filter(HttpResponse.class::isInstance)
        .map(content -> ((HttpResponse) content).body());
  }

  private static boolean isOpen(Exchange exchange, TcpConnection connection) {
    return exchange.span().startNanos() <= connection.closing().resetNanos()
        && exchange.response().map(response -> !response.isComplete()).orElse(true);
  }

  /** Under TLS nobody sees what was owed once a side had closed: its reset answers a farewell. */
  private static boolean isFarewell(Exchange exchange, TcpConnection connection) {
    return exchange.protocol() == AppProtocol.TLS
        && connection.closing().finNanos() >= 0
        && connection.closing().finNanos() <= connection.closing().resetNanos();
  }

  private static boolean isRace(RuleContext context, Exchange exchange) {
    Set<Integer> one = Set.of(exchange.connection());
    return context.waits().on(one, StallCause.KEEP_ALIVE_RACE).stream()
        .anyMatch(wait -> wait.exchange() == exchange.id());
  }

  private static Kind kind(TcpConnection connection, Exchange exchange) {
    if (connection.isResetForeign()) {
      return Kind.FOREIGN;
    }
    if (connection.closing().resetBy() == Direction.CLIENT_TO_SERVER) {
      return Kind.CLIENT;
    }
    if (exchange.request().map(request -> !request.isComplete()).orElse(false)) {
      return Kind.UNREAD_REQUEST;
    }
    return exchange.response().isPresent() ? Kind.CUT_OFF : Kind.UNANSWERED;
  }

  boolean isReset() {
    return kind != Kind.CUT_SHORT;
  }

  boolean isForeign() {
    return kind == Kind.FOREIGN;
  }

  Party party() {
    return switch (kind) {
      case FOREIGN -> Party.NETWORK;
      case UNREAD_REQUEST, UNANSWERED, CUT_OFF, CUT_SHORT -> Party.SERVER_APPLICATION;
      case CLIENT -> Party.CLIENT_APPLICATION;
    };
  }

  String sender() {
    return switch (kind) {
      case FOREIGN -> "a device between client and server";
      case UNREAD_REQUEST, UNANSWERED, CUT_OFF, CUT_SHORT -> "the server";
      case CLIENT -> "the client";
    };
  }

  /** Index of the packet that ended the connection. */
  int endPacket() {
    return kind == Kind.CUT_SHORT
        ? connection.closing().finPacket()
        : connection.closing().resetPacket();
  }

  long startNanos() {
    return exchange
        .request()
        .map(request -> request.span().lastNanos())
        .orElse(exchange.span().startNanos());
  }

  long endNanos() {
    long nanos =
        kind == Kind.CUT_SHORT
            ? connection.closing().finNanos()
            : connection.closing().resetNanos();
    return Math.max(nanos, startNanos());
  }

  /** How long nothing of the answer, or of the request, had come before the end. */
  long silenceNanos() {
    long last =
        exchange.response().map(response -> response.span().lastNanos()).orElse(startNanos());
    return Math.max(0, endNanos() - last);
  }

  /** Bytes of the answer as TCP carried them, head included. */
  long receivedBytes() {
    return exchange.response().isPresent() ? connection.fromServer().uniqueBytes() : 0;
  }

  /** Evidence of what had come of the answer, and of what had been announced. */
  List<Evidence> received() {
    Optional<HttpBody> body = kind == Kind.CUT_SHORT ? body(exchange) : Optional.empty();
    if (body.isEmpty()) {
      return List.of(Evidence.bytes("answer received", receivedBytes()));
    }
    Evidence came = Evidence.bytes("body received", body.get().wireBytes());
    return isLengthKnown()
        ? List.of(Evidence.bytes("body announced", body.get().declaredBytes()), came)
        : List.of(came);
  }

  private boolean isLengthKnown() {
    return body(exchange).filter(body -> body.framing() == HttpBody.Framing.LENGTH).isPresent();
  }

  String title() {
    return switch (kind) {
      case FOREIGN -> "A device between cut the connection {since the request} after the request";
      case UNREAD_REQUEST -> "The server reset the connection while the request was being sent";
      case UNANSWERED -> "The server reset the connection instead of answering";
      case CUT_OFF -> "The server reset the connection in the middle of its answer";
      case CUT_SHORT -> "The server closed the connection in the middle of its answer";
      case CLIENT -> "The client cut the connection {since the request} after its request";
    };
  }

  /** The same of as many connections as the evidence {@code reset} counts. */
  String titleOfSeveral() {
    return switch (kind) {
      case FOREIGN -> "A device between cut {reset} in the middle of a request";
      case UNREAD_REQUEST -> "The server reset {reset} while requests were being sent";
      case UNANSWERED -> "The server reset {reset} instead of answering";
      case CUT_OFF -> "The server reset {reset} in the middle of its answers";
      case CUT_SHORT -> "The server closed {reset} in the middle of its answers";
      case CLIENT -> "The client cut {reset} before their answers were complete";
    };
  }

  String explanation() {
    return switch (kind) {
      case FOREIGN ->
          "A reset came in the name of one side, but it had travelled another number of hops than"
              + " that side's other packets: a firewall, load balancer or proxy sent it."
              + " Silence before it: {silence before it}.";
      case UNREAD_REQUEST ->
          "The server closed the connection with a part of the request unread, {silence before it}"
              + " after the last byte; its system then answers what still comes with a reset, and"
              + " an error message that it sent may be lost with it.";
      case UNANSWERED ->
          "The request was on its way, and {silence before it} later the server's system cut the"
              + " connection without a byte of an answer: the process ended, or closed the"
              + " connection on purpose.";
      case CUT_OFF ->
          "{answer received} had come on the connection, then nothing for {silence before it}, then"
              + " the reset: the rest of the answer never came.";
      case CUT_SHORT ->
          (isLengthKnown()
                  ? "{body received} of the {body announced} that the answer's Content-Length"
                      + " announced had come"
                  : "{body received} of the answer had come, but not the chunk that ends it,")
              + " when the server closed the connection, {silence before it} after the last byte."
              + " The client has an answer that it must not use.";
      case CLIENT ->
          "{answer received} of answers had come on the connection when the client cut it, {silence"
              + " before it} after the last byte: a timeout of its own, a cancelled call, or a"
              + " person who went on.";
    };
  }

  FindingDraft advise(FindingDraft draft) {
    return switch (kind) {
      case FOREIGN ->
          draft.advice(
              "Look at the idle and session limits of what lies between (AWS NAT and Network Load"
                  + " Balancer 350 s, Azure 240 s, many firewalls 900 or 3600 s) and at its rules.",
              "Send something before they run out: `SO_KEEPALIVE` with"
                  + " `sysctl net.ipv4.tcp_keepalive_time=120`.");
      case UNREAD_REQUEST ->
          draft.advice(
              "Let the server read the request to its end, or refuse it by its head: nginx"
                  + " `client_max_body_size` and `lingering_close always`, Starlette: read or drain"
                  + " `request.stream()` before returning 413.");
      case UNANSWERED, CUT_OFF ->
          draft.advice(
              "Look in the server's log at that time for a worker that was killed: gunicorn"
                  + " `--timeout 30` (`WORKER TIMEOUT`), `--max-requests` without"
                  + " `--graceful-timeout`, out of memory (`dmesg -T`), a deploy that did not"
                  + " drain.",
              "Retry only what may safely be repeated: urllib3 `Retry(total=3,"
                  + " backoff_factor=0.3)`.");
      case CUT_SHORT ->
          draft.advice(
              "Look in the server's log at that time for an exception behind the head of the answer"
                  + " (a generator in `StreamingResponse`, a template, a broken upstream) and for a"
                  + " worker that was stopped: gunicorn `--timeout 30`, `--graceful-timeout`.",
              "Let the framework count `Content-Length`; a proxy cuts what it cannot store or waits"
                  + " too long for: nginx `proxy_read_timeout`, `proxy_max_temp_file_size`, and"
                  + " `upstream prematurely closed connection` in its error log.",
              "In the client treat it as a failure: urllib3 `IncompleteRead`, httpx"
                  + " `RemoteProtocolError`, aiohttp `ClientPayloadError`.");
      case CLIENT ->
          draft.advice(
              "Compare the time with the client's timeouts (requests `timeout=`, httpx"
                  + " `Timeout(10)`, aiohttp `ClientTimeout(total=30)`, curl `--max-time`); raise"
                  + " them, or make the answer faster.",
              "Where the client gives up on purpose, let the server notice: Starlette"
                  + " `request.is_disconnected()`.");
    };
  }
}
