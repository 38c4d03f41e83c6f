package dev.stallscope.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.FuzzedPieces;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.http2.Frames;
import dev.stallscope.protocol.http2.Http2Decoder;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of any bytes are read, and what they say can be asked for. */
class GrpcFuzzTest {
  static Stream<byte[]> pieces() {
    byte[] call =
        Frames.preface()
            .headers(
                1,
                Frames.hex(":method", "POST")
                    + Frames.hex(":path", "/a/B")
                    + Frames.hex("content-type", "application/grpc")
                    + Frames.hex("grpc-timeout", "200m"))
            .data(1, "\0\0\0\0\5hello")
            .bytes();
    byte[] answer =
        new Frames()
            .headers(
                1, Frames.hex(":status", "200") + Frames.hex("content-type", "application/grpc"))
            .data(1, "\1\0\0\0\2hi")
            .lastHeaders(
                1, Frames.hex("grpc-status", "14") + Frames.hex("grpc-message", "no%20way%zz"))
            .bytes();
    return Stream.of(conversation(call, answer), conversation(answer, call));
  }

  private static byte[] conversation(byte[] client, byte[] server) {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    pieces.write(0);
    pieces.write(client.length);
    pieces.writeBytes(client);
    pieces.write(5);
    pieces.write(server.length);
    pieces.writeBytes(server);
    return pieces.toByteArray();
  }

  @MethodSource("pieces")
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    Http2Decoder decoder = new Http2Decoder(new GrpcApplication());
    MessageRecorder recorder = new MessageRecorder();
    FuzzedPieces.feed(
        decoder.stream(Conversation.with(decoder, 80).context(Transport.TCP, recorder))
            .orElseThrow(),
        input);
    recorder.messages().forEach(GrpcFuzzTest::ask);
  }

  private static void ask(Message message) {
    assertThat(message.content().label()).isNotNull();
    assertThat(message.content().status()).isNotNull();
    switch (message.content()) {
      case GrpcRequest request -> {
        assertThat(request.service() + request.method()).isNotNull();
        assertThat(request.timeoutNanos().orElse(0)).isNotNegative();
        assertThat(request.messages().first()).hasSizeLessThanOrEqualTo(DecodeLimits.GRPC_MESSAGES);
      }
      case GrpcResponse response -> {
        assertThat(response.grpcMessage()).isNotNull();
        assertThat(response.messages().first())
            .hasSizeLessThanOrEqualTo(DecodeLimits.GRPC_MESSAGES);
      }
      default -> {}
    }
  }
}
