package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.time.DurationText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/**
 * Says what a failure means: by the exception where that is telling, and by the phase that it came
 * in.
 *
 * @param host as the URL names it, with its port
 * @param server the address that was talked to, or the host
 * @param phaseNanos how long the phase had lasted
 * @param bodyBytes how many had come
 * @param isPriorKnowledge whether HTTP/2 was spoken without having been agreed on
 * @param isViaProxy whether the server is a proxy
 * @param tls what is said of handshakes
 */
record FailureSentence(
    String host,
    String server,
    Phase phase,
    long phaseNanos,
    long bodyBytes,
    boolean isPriorKnowledge,
    boolean isViaProxy,
    TlsFailure tls) {

  /** About a request as far as it has come. */
  static FailureSentence about(
      HopPlan hop, HopRecord record, long phaseNanos, long bodyBytes, boolean isPriorKnowledge) {
    HttpUrl url = hop.url();
    String host = url.host();
    String server = record.server().map(Endpoint::toString).orElse(host);
    List<CertificateFacts> chain = record.tls().map(TlsFacts::chain).orElse(List.of());
    return new FailureSentence(
        url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port(),
        server,
        record.phase(),
        phaseNanos,
        bodyBytes,
        isPriorKnowledge,
        record.isViaProxy(),
        new TlsFailure(host, server, chain));
  }

  /** The failure that the exception stands for. */
  ProbeFailure of(IOException problem, boolean isCancelled) {
    if (isCancelled) {
      return failure(Kind.CANCELLED, "Stopped " + during() + ".");
    }
    Optional<LookupException> lookup = cause(problem, LookupException.class);
    if (lookup.isPresent()) {
      return failure(lookup.get().kind(), String.valueOf(lookup.get().getMessage()));
    }
    return switch (problem) {
      case VersionException other ->
          failure(
              Kind.VERSION_NOT_OFFERED,
              other.isNegotiated()
                  ? "%s does not offer HTTP/2: by ALPN it agreed on %s."
                      .formatted(host, other.agreed())
                  : "%s does not offer HTTP/2: it took no notice of ALPN, by which TLS agrees on it."
                      .formatted(host));
      case InterruptedIOException _ -> failure(Kind.TIMEOUT, timeout());
      case SSLException failed -> tls.of(failed, phase);
      case SocketException nowhere when isUnreachable(nowhere) -> unreachable();
      case ConnectException refused -> unconnected(refused);
      default -> brokenOff(problem);
    };
  }

  ProbeFailure failure(Kind kind, String sentence) {
    return new ProbeFailure(kind, phase, sentence);
  }

  private ProbeFailure unconnected(ConnectException problem) {
    String asked = isViaProxy ? "The proxy " + server : server;
    return failure(
        Kind.REFUSED,
        text(problem).contains("timed out")
            ? "%s did not answer the attempts to connect.".formatted(asked)
            : "%s refused the connection: no program listens there, or a firewall rejects it."
                .formatted(asked));
  }

  private static boolean isUnreachable(SocketException problem) {
    return problem instanceof NoRouteToHostException
        || (text(problem).contains("unreachable")
            && !(problem instanceof PortUnreachableException));
  }

  private ProbeFailure unreachable() {
    return failure(Kind.UNREACHABLE, "There is no way to %s from here.".formatted(server));
  }

  private String timeout() {
    String after = DurationText.of(phaseNanos);
    return switch (phase) {
      case DNS -> "The name of %s was not found within %s.".formatted(host, after);
      case CONNECT ->
          "%s did not answer the attempt to connect within %s.".formatted(server, after);
      case TLS ->
          "%s accepted the connection, but the TLS handshake was not over after %s."
              .formatted(server, after);
      case SEND ->
          "%s took the request too slowly: it was not sent after %s.".formatted(server, after);
      case WAIT, BLOCKED ->
          "%s got the request, but did not begin its answer within %s.".formatted(server, after);
      case RECEIVE ->
          "The answer of %s did not come to its end: %,d bytes of the body in %s."
              .formatted(server, bodyBytes, after);
    };
  }

  private ProbeFailure brokenOff(IOException problem) {
    String message = text(problem);
    if (message.contains("unexpected response code for connect")
        || message.contains("failed to authenticate with proxy")) {
      return failure(
          Kind.PROXY_REFUSED,
          "The proxy %s would not connect to %s: %s."
              .formatted(server, host, problem.getMessage()));
    }
    if (isPriorKnowledge && phase != Phase.RECEIVE) {
      return failure(
          Kind.VERSION_NOT_OFFERED,
          "%s did not answer in HTTP/2, which was spoken without asking; most servers offer it over"
                  .formatted(server)
              + " TLS only.");
    }
    if (message.contains("stream was reset") || hasReset(problem)) {
      return failure(
          Kind.RESET,
          "%s reset the connection %s%s."
              .formatted(
                  server, during(), message.contains("stream was reset") ? code(message) : ""));
    }
    if (problem instanceof ProtocolException && message.contains("unexpected end of stream")) {
      return closed();
    }
    if (problem instanceof ProtocolException || isMalformed(message)) {
      return failure(
          Kind.MALFORMED,
          "What %s answered is not HTTP as it should be: %s.".formatted(server, words(problem)));
    }
    if (cause(problem, EOFException.class).isPresent()
        || message.contains("end of stream")
        || message.contains("connection closed")) {
      return closed();
    }
    return failure(Kind.OTHER, "It failed %s: %s.".formatted(during(), words(problem)));
  }

  private static String words(IOException problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }

  private ProbeFailure closed() {
    return failure(
        Kind.CLOSED,
        phase == Phase.RECEIVE
            ? "%s closed the connection in the middle of its answer, after %,d bytes of the body."
                .formatted(server, bodyBytes)
            : "%s closed the connection without an answer.".formatted(server));
  }

  /** Names the code that HTTP/2 gives (RFC 9113 section 7). */
  private static String code(String message) {
    return ", with " + message.substring(message.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT);
  }

  private static boolean isMalformed(String message) {
    return Stream.of("expected a connection header", "frame_size_error", "protocol_error", "_frame")
            .anyMatch(message::contains)
        || message.contains("expected leading")
        || message.contains("type_");
  }

  private static boolean hasReset(IOException problem) {
    return cause(problem, SocketException.class)
        .map(FailureSentence::text)
        .filter(text -> text.contains("reset") || text.contains("broken pipe"))
        .isPresent();
  }

  String during() {
    return switch (phase) {
      case BLOCKED -> "before the request was sent";
      case DNS -> "while its name was looked up";
      case CONNECT -> "while connecting";
      case TLS -> "during the TLS handshake";
      case SEND -> "while the request was sent";
      case WAIT -> "before its answer began";
      case RECEIVE -> "in the middle of its answer";
    };
  }

  static String text(Throwable problem) {
    return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
  }

  /** The first of that type among the exception and its causes. */
  static <T> Optional<T> cause(Throwable problem, Class<T> type) {
    return Stream.<Throwable>iterate(problem, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
