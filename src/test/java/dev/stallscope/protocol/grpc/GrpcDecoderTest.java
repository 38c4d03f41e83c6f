package dev.stallscope.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.grpc.GrpcMessages.Timed;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http2.Frames;
import dev.stallscope.protocol.http2.Http2Decoder;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcDecoderTest {
  private static final String SETTINGS = "000300000064";
  private static final String HELLO = "\0\0\0\0\5hello";

  /** POST http /shop.Carts/Get with a content type and a deadline of 200 ms. */
  private static final String CALL =
      Frames.hex(":method", "POST")
          + Frames.hex(":scheme", "http")
          + Frames.hex(":path", "/shop.Carts/Get")
          + Frames.hex("content-type", "application/grpc+proto")
          + Frames.hex("grpc-timeout", "200m");

  private static final String HEAD =
      Frames.hex(":status", "200") + Frames.hex("content-type", "application/grpc");

  private static Conversation called(Frames request) {
    return Conversation.with(new Http2Decoder(new GrpcApplication()), 50051)
        .client(100, request.bytes());
  }

  private static Frames request() {
    return Frames.preface().settings(SETTINGS).headers(1, CALL);
  }

  private static Conversation unary() {
    return called(request().lastData(1, HELLO))
        .server(
            200,
            new Frames()
                .settings(SETTINGS)
                .headers(1, HEAD)
                .data(1, HELLO)
                .lastHeaders(1, Frames.hex("grpc-status", "0"))
                .bytes());
  }

  private static GrpcRequest request(List<Message> messages) {
    return (GrpcRequest) messages.getFirst().content();
  }

  private static GrpcResponse response(List<Message> messages) {
    return (GrpcResponse) messages.getLast().content();
  }

  @Test
  void readsAUnaryCall() {
    List<Message> messages = unary().read().messages();

    assertThat(messages).hasSize(2).allMatch(message -> message.protocol() == AppProtocol.GRPC);
    GrpcRequest request = request(messages);
    assertThat(request.label()).isEqualTo("shop.Carts/Get");
    assertThat(request.service()).isEqualTo("shop.Carts");
    assertThat(request.method()).isEqualTo("Get");
    assertThat(request.timeoutNanos()).hasValue(200 * Nanos.PER_MILLI);
    assertThat(request.isLongLived()).isFalse();
    assertThat(request.carrier()).isInstanceOf(HttpRequest.class);
    GrpcResponse response = response(messages);
    assertThat(response.status()).contains("OK");
    assertThat(response.isFailure()).isFalse();
    assertThat(response.isLongLived()).isFalse();
    assertThat(response.messages())
        .isEqualTo(new GrpcMessages(1, 0, true, 200, List.of(new Timed(200, 5))));
  }

  @Test
  void readsTheOutcomeWhereNothingElseWasSent() {
    GrpcResponse response =
        response(
            called(request().lastData(1, HELLO))
                .server(
                    200,
                    new Frames()
                        .settings(SETTINGS)
                        .lastHeaders(
                            1,
                            HEAD
                                + Frames.hex("grpc-status", "14")
                                + Frames.hex("grpc-message", "no%20cart+ %C3%A9"))
                        .bytes())
                .read()
                .messages());

    assertThat(response.grpcStatus()).contains(GrpcStatus.UNAVAILABLE);
    assertThat(response.grpcMessage()).contains("no cart+ é");
    assertThat(response.isFailure()).isTrue();
    assertThat(response.isLongLived()).isFalse();
  }

  @Test
  void timesTheMessagesOfAStream() {
    List<Message> messages =
        called(request().data(1, HELLO + HELLO.substring(0, 3)))
            .client(150, new Frames().lastData(1, HELLO.substring(3)).bytes())
            .server(
                200,
                new Frames()
                    .settings(SETTINGS)
                    .headers(1, HEAD)
                    .data(1, "\1\0\0\0\4zip!\0\0\0\0\0")
                    .bytes())
            .server(300, new Frames().data(1, HELLO).bytes())
            .server(400, new Frames().lastHeaders(1, Frames.hex("grpc-status", "0")).bytes())
            .read()
            .messages();

    assertThat(request(messages).messages())
        .isEqualTo(
            new GrpcMessages(2, 0, true, 150, List.of(new Timed(100, 5), new Timed(100, 5))));
    assertThat(request(messages).isLongLived()).isTrue();
    assertThat(response(messages).messages())
        .isEqualTo(
            new GrpcMessages(
                3, 1, true, 300, List.of(new Timed(200, 4), new Timed(200, 0), new Timed(300, 5))));
    assertThat(response(messages).isLongLived()).isTrue();
  }

  /** A call whose answer has begun, and which the client then cancels. */
  private static Conversation cancelled(String soFar) {
    return called(request().lastData(1, HELLO))
        .server(200, new Frames().settings(SETTINGS).headers(1, HEAD).bytes())
        .server(300, new Frames().data(1, soFar).bytes())
        .client(900, new Frames().reset(1, 8).bytes());
  }

  @Test
  void tellsSinceWhenNothingMoreCameOfWhatTheClientGaveUp() {
    GrpcResponse response = response(cancelled(HELLO).read().messages());

    assertThat(response.end().isGivenUpByClient()).isTrue();
    assertThat(response.status()).contains("CANCEL");
    assertThat(response.awaitedInVain()).contains(new TimeSpan(300, 900));
    assertThat(response(cancelled("").read().messages()).awaitedInVain())
        .contains(new TimeSpan(0, 900));
    assertThat(response(unary().read().messages()).awaitedInVain()).isEmpty();
  }

  @Test
  void aStreamThatTheServerEndsAtTheDeadlineWasAwaitedInVainToo() {
    Conversation conversation =
        called(request().lastData(1, HELLO))
            .server(200, new Frames().settings(SETTINGS).headers(1, HEAD).data(1, HELLO).bytes())
            .server(800, new Frames().lastHeaders(1, Frames.hex("grpc-status", "4")).bytes());

    assertThat(response(conversation.read().messages()).awaitedInVain())
        .contains(new TimeSpan(200, 800));
  }

  @Test
  void aCallThatIsNotOverMayBeAStream() {
    List<Message> messages = called(request().lastData(1, HELLO)).read().messages();

    assertThat(request(messages).isLongLived()).isTrue();
  }

  @Test
  void takesAProxysAnswerForAFailure() {
    GrpcResponse response =
        response(
            called(request().lastData(1, HELLO))
                .server(
                    200,
                    new Frames()
                        .settings(SETTINGS)
                        .headers(1, Frames.hex(":status", "503"))
                        .lastData(1, "<html>")
                        .bytes())
                .read()
                .messages());

    assertThat(response.grpcStatus()).isEmpty();
    assertThat(response.status()).contains("503");
    assertThat(response.isFailure()).isTrue();
    assertThat(response.messages().isWhole()).isFalse();
  }

  @Test
  void leavesOtherStreamsAlone() {
    List<Message> messages =
        Conversation.with(new Http2Decoder(new GrpcApplication()), 80)
            .client(
                100,
                Frames.preface()
                    .lastHeaders(1, "828684" + Frames.hex("content-type", "application/json"))
                    .bytes())
            .read()
            .messages();

    assertThat(messages.getFirst().protocol()).isEqualTo(AppProtocol.HTTP2);
  }

  @Test
  void keepsTheDecoderContract() {
    DecoderContract.holdsForStream(unary());
  }
}
