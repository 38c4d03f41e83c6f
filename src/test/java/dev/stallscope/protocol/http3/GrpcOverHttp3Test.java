package dev.stallscope.protocol.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.grpc.GrpcApplication;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.http.stream.StreamReset;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of gRPC whose client gives them up at their deadline. Times are nanoseconds. */
class GrpcOverHttp3Test {
  private static final Direction CLIENT = Direction.CLIENT_TO_SERVER;
  private static final Direction SERVER = Direction.SERVER_TO_CLIENT;
  private static final long CANCELLED = 0x10c;
  private static final String GRPC = field("content-type", "application/grpc");

  /** POST, https, a path and a host, then fields that are no references to a table. */
  private static final String CALL =
      "0000 d4 d7 5106 2f53 2f47 6574 5001 61" + GRPC + field("grpc-timeout", "400n");

  private static final String HELLO = "\0\0\0\0\5hello";

  /** A field whose name and value stand there as they are. */
  private static String field(String name, String value) {
    return "27"
        + HexFormat.of().toHexDigits((byte) (name.length() - 7))
        + hex(name)
        + HexFormat.of().toHexDigits((byte) value.length())
        + hex(value);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Streams called() {
    return new Streams()
        .opener(10, Streams.CLIENT_CONTROL, Http3Bytes.control())
        .opener(20, Streams.SERVER_CONTROL, Http3Bytes.control())
        .opener(100, 0, new Http3Bytes().headers(CALL).data(HELLO).bytes())
        .ended(100, 0, CLIENT);
  }

  private static Message answer(Streams streams) {
    List<Message> messages =
        streams.read(new Http3Decoder(new GrpcApplication()), left -> left).messages();
    assertThat(messages)
        .filteredOn(message -> message.role() == MessageRole.REQUEST)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.protocol()).isEqualTo(AppProtocol.GRPC);
              GrpcRequest request = (GrpcRequest) message.content();
              assertThat(request.timeoutNanos()).hasValue(400);
              assertThat(request.label()).isEqualTo("S/Get");
            });
    return messages.stream()
        .filter(message -> message.role() == MessageRole.RESPONSE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCallThatNothingAnswersEndsWithItsClientsWord() {
    Message end =
        answer(called().stopped(500, 0, SERVER, CANCELLED).reset(540, 0, SERVER, CANCELLED));

    StreamReset reset = (StreamReset) end.content();
    assertThat(reset.sentBy()).isEqualTo(CLIENT);
    assertThat(end.span().lastNanos()).isEqualTo(500);
  }

  @Test
  void whatCameBeforeTheDeadlineIsTold() {
    Message end =
        answer(
            called()
                .peer(200, 0, new Http3Bytes().headers("0000 d9" + GRPC).data(HELLO).bytes())
                .stopped(500, 0, SERVER, CANCELLED)
                .reset(540, 0, SERVER, CANCELLED));

    GrpcResponse response = (GrpcResponse) end.content();
    assertThat(response.messages().count()).isEqualTo(1);
    assertThat(response.end().isGivenUpByClient()).isTrue();
    assertThat(response.awaitedInVain()).contains(new TimeSpan(200, 500));
    assertThat(response.status()).contains("H3_REQUEST_CANCELLED");
  }

  @Test
  void aCallIsGivenUpThoughItsServerNeverSaysSo() {
    Message end = answer(called().stopped(500, 0, SERVER, CANCELLED));

    assertThat(((StreamReset) end.content()).sentBy()).isEqualTo(CLIENT);
    assertThat(end.span().lastNanos()).isLessThan(Nanos.ofMillis(1));
  }
}
