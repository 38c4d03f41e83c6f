package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.ServerHello;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of a capture that can be compared: read, not inferred, and answered wholly with a
 * status of 2xx. What was redirected, refused or confirmed to be unchanged takes another time for
 * another reason than its version, and what stays open by design has no end. gRPC calls that were
 * answered are among them, however they ended.
 */
final class CapturedRequests {
  private final Measurements measured;
  private final Map<Integer, MessageContent> handshakes = new HashMap<>();
  private final Map<Integer, Long> received = new HashMap<>();

  private CapturedRequests(Measurements measured) {
    this.measured = measured;
    for (Exchange exchange : measured.exchanges()) {
      exchange
          .setup()
          .filter(SetupMessage::isComplete)
          .ifPresent(setup -> handshakes.putIfAbsent(exchange.connection(), setup.content()));
    }
  }

  /** All of a capture, by start. */
  static List<CapturedRequest> of(Measurements measured) {
    CapturedRequests reader = new CapturedRequests(measured);
    List<CapturedRequest> requests = new ArrayList<>();
    for (Exchange exchange : measured.exchanges()) {
      if (!exchange.isLongLived() && exchange.confidence() == 1) {
        exchange
            .response()
            .flatMap(answer -> reader.read(exchange, answer))
            .ifPresent(requests::add);
      }
    }
    return requests;
  }

  private Optional<CapturedRequest> read(Exchange exchange, Message answer) {
    MessageContent asked = exchange.request().map(Message::content).orElse(null);
    return switch (answer.content()) {
      case HttpResponse response
          when asked instanceof HttpRequest request
              && !exchange.isFailed()
              && isWhole(answer, response) ->
          Optional.of(request(exchange, request, false, answer, response));
      case GrpcResponse response
          when asked instanceof GrpcRequest request && response.status().isPresent() ->
          Optional.of(request(exchange, request.http(), true, answer, response.http()));
      default -> Optional.empty();
    };
  }

  private static boolean isWhole(Message message, HttpResponse response) {
    HttpBody body = response.body();
    return message.isComplete()
        && response.code() / 100 == 2
        && (body.isComplete() || body.framing() == HttpBody.Framing.NONE);
  }

  private CapturedRequest request(
      Exchange exchange,
      HttpRequest request,
      boolean isCall,
      Message answer,
      HttpResponse response) {
    long sent = exchange.request().map(message -> message.span().wireBytes()).orElse(0L);
    long bytes = answer.span().wireBytes();
    long before = received.getOrDefault(exchange.connection(), 0L);
    received.put(exchange.connection(), before + bytes);
    return new CapturedRequest(
        exchange,
        request,
        isCall,
        response.version(),
        kind(exchange),
        sent,
        bytes,
        roundTrips(exchange, bytes, before));
  }

  private RunKind kind(Exchange exchange) {
    if (setUpNanos(exchange) == 0) {
      return RunKind.WARM;
    }
    return isResumed(exchange) ? RunKind.RESUMED : RunKind.COLD;
  }

  private static long setUpNanos(Exchange exchange) {
    return exchange.phases().durationNanos(Phase.CONNECT)
        + exchange.phases().durationNanos(Phase.TLS);
  }

  private boolean isResumed(Exchange exchange) {
    return switch (handshakes.get(exchange.connection())) {
      case TlsHandshake tls -> tls.kind().isResumed();
      case QuicHandshake quic -> quic.serverHello().filter(ServerHello::hasPsk).isPresent();
      case null, default -> false;
    };
  }

  private RoundTrips roundTrips(Exchange exchange, long bytes, long before) {
    boolean isNew = setUpNanos(exchange) > 0;
    int handshake =
        switch (handshakes.get(exchange.connection())) {
          case TlsHandshake tls -> tls.roundTrips();
          case QuicHandshake quic -> quic.roundTrips();
          case null, default -> 0;
        };
    int connect = isNew && measured.isTcp(exchange.connection()) ? 1 : 0;
    int flights = RoundTrips.flights(bytes, RoundTrips.INITIAL_WINDOW_BYTES + before);
    return new RoundTrips(connect, isNew ? handshake : 0, 1, flights - 1);
  }
}
