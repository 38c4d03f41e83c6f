package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.grpc.GrpcMessages;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.http.AnswerEnd;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.stream.StreamReset;
import java.util.List;
import java.util.Optional;

/** A gRPC call of a test, from its start to its end in milliseconds. */
final class GrpcCallDraft {
  private static final GrpcMessages ONE = new GrpcMessages(1, 0, true, 0, List.of());

  private final HttpHeaders.Builder headers = new HttpHeaders.Builder();
  private final long startMillis;
  private final long endMillis;
  private Optional<MessageContent> answer = Optional.empty();
  private int concurrencyLimit = StreamFacts.NO_LIMIT;

  GrpcCallDraft(long startMillis, long endMillis) {
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    headers.add("content-type", "application/grpc");
  }

  GrpcCallDraft timeout(String field) {
    headers.add("grpc-timeout", field);
    return this;
  }

  /** gRPC's own retries say how many came before. */
  GrpcCallDraft attempts(int before) {
    headers.add("grpc-previous-rpc-attempts", Integer.toString(before));
    return this;
  }

  /** How many calls the server lets the connection carry at once. */
  GrpcCallDraft limitedTo(int calls) {
    concurrencyLimit = calls;
    return this;
  }

  GrpcCallDraft status(int code) {
    HttpHeaders trailers =
        new HttpHeaders.Builder().add("grpc-status", Integer.toString(code)).build();
    answer =
        Optional.of(
            new GrpcResponse(
                http(trailers), ONE, AnswerEnd.whole(MeasurementsFixture.at(endMillis), 0)));
    return this;
  }

  /** The client gives up an answer of which three messages came. */
  GrpcCallDraft cutAfter(long lastMessageMillis) {
    answer =
        Optional.of(
            new GrpcResponse(
                http(HttpHeaders.NONE),
                new GrpcMessages(3, 0, true, MeasurementsFixture.at(lastMessageMillis), List.of()),
                new AnswerEnd(
                    false,
                    Optional.of(Direction.CLIENT_TO_SERVER),
                    "CANCEL",
                    MeasurementsFixture.at(endMillis),
                    77)));
    return this;
  }

  private HttpResponse http(HttpHeaders trailers) {
    return new HttpResponse(
        200,
        "",
        HttpVersion.HTTP_2,
        HttpHeaders.NONE,
        trailers,
        HttpBody.NONE,
        "POST",
        MeasurementsFixture.at(startMillis),
        0);
  }

  GrpcCallDraft cancelledBy(Direction side) {
    answer =
        Optional.of(new StreamReset("RST_STREAM", new StreamReset.Reason("CANCEL", true), side));
    return this;
  }

  int on(MeasurementsFixture fixture, ConnectionDraft connection) {
    int id = fixture.request(connection, "shop.Carts/Get", startMillis, endMillis);
    return fixture.change(id, this::filled);
  }

  private Exchange filled(Exchange exchange) {
    HttpRequest http =
        new HttpRequest(
            "POST",
            "/shop.Carts/Get",
            "http",
            HttpVersion.HTTP_2,
            headers.build(),
            HttpHeaders.NONE,
            HttpBody.NONE,
            MeasurementsFixture.at(startMillis),
            0);
    int packet = 100 + 10 * exchange.id();
    return new Exchange(
        exchange.id(),
        exchange.kind(),
        exchange.connection(),
        exchange.client(),
        exchange.server(),
        AppProtocol.GRPC,
        exchange.label(),
        answer.flatMap(MessageContent::status),
        answer.isEmpty(),
        false,
        exchange.span(),
        exchange.phases(),
        exchange.parent(),
        Optional.of(
            message(
                MessageRole.REQUEST,
                startMillis,
                packet,
                new GrpcRequest(http, ONE, answer.isPresent()))),
        answer.map(content -> message(MessageRole.RESPONSE, endMillis, packet + 1, content)),
        List.of(),
        Optional.empty(),
        1);
  }

  private Message message(MessageRole role, long millis, int packet, MessageContent content) {
    long nanos = MeasurementsFixture.at(millis);
    return new Message(
        AppProtocol.GRPC,
        role,
        role == MessageRole.REQUEST ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
        new MessageSpan(nanos, nanos, packet, packet, 0, 50),
        new Correlation.ByKey(1),
        true,
        1,
        content,
        new StreamFacts(List.of(), List.of(), concurrencyLimit));
  }
}
