package dev.stallscope.protocol.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Conversation.Hole;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsDecoderTest {
  private static final byte[] QUERY = DnsBytes.query(7, "example.org", DnsType.A).bytes();
  private static final byte[] RESPONSE =
      DnsBytes.response(7, 0, "example.org", DnsType.A).address(60, "192.0.2.1").bytes();

  private static Conversation over(int port) {
    return Conversation.with(DnsDecoder.dns(), port);
  }

  private static Conversation stream() {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(DnsBytes.query(1, "a.test", DnsType.A).framed());
    two.writeBytes(DnsBytes.query(2, "a.test", DnsType.AAAA).framed());
    return over(53)
        .client(10, two.toByteArray())
        .server(20, DnsBytes.response(2, 0, "a.test", 28).address(5, "2001:db8::1").framed())
        .server(30, DnsBytes.response(1, 0, "a.test", 1).address(5, "192.0.2.1").framed());
  }

  private static List<String> told(MessageRecorder recorder) {
    return recorder.messages().stream()
        .map(
            message ->
                message.role()
                    + " "
                    + message.content().label()
                    + message.content().status().map(status -> " " + status).orElse("")
                    + (message.isComplete() ? "" : " cut"))
        .toList();
  }

  @Test
  void pairsDatagramsByIdAndQuestion() {
    Correlation key =
        new Correlation.ByKey(
            new DnsKey(7, Optional.of(new DnsQuestion("example.org", DnsType.A, 1))));
    List<Message> messages =
        over(53).client(10, QUERY).server(25, RESPONSE).readDatagrams().messages();
    assertThat(messages)
        .containsExactly(
            new Message(
                AppProtocol.DNS,
                MessageRole.REQUEST,
                Direction.CLIENT_TO_SERVER,
                new MessageSpan(10, 10, 0, 0, -1, -1),
                key,
                true,
                1,
                messages.get(0).content()),
            new Message(
                AppProtocol.DNS,
                MessageRole.RESPONSE,
                Direction.SERVER_TO_CLIENT,
                new MessageSpan(25, 25, 1, 1, -1, -1),
                key,
                true,
                1,
                messages.get(1).content()));
  }

  @Test
  void handsOverAQueryThatIsSentAgain() {
    assertThat(told(over(53).client(10, QUERY).client(20, QUERY).readDatagrams()))
        .containsExactly("REQUEST A example.org", "REQUEST A example.org");
  }

  @Test
  void findsTheQuestionThatAnErrorDoesNotRepeat() {
    byte[] error = DnsBytes.message(7, 0x8181, 0).bytes();
    List<Message> messages =
        over(53).client(10, QUERY).server(20, error).readDatagrams().messages();
    assertThat(messages.get(1).correlation()).isEqualTo(messages.get(0).correlation());
  }

  @Test
  void callsMulticastByItsName() {
    Message mdns =
        Conversation.with(DnsDecoder.mdns(), 5353)
            .client(1, QUERY)
            .readDatagrams()
            .messages()
            .getFirst();
    assertThat(mdns.protocol()).isEqualTo(AppProtocol.MDNS);
    assertThat(mdns.content().isLongLived()).isTrue();
    assertThat(
            Conversation.with(DnsDecoder.dns(), 5355)
                .client(1, QUERY)
                .readDatagrams()
                .messages()
                .getFirst()
                .protocol())
        .isEqualTo(AppProtocol.LLMNR);
  }

  @Test
  void notesADatagramWithoutAHeader() {
    assertThat(over(53).client(1, new byte[5]).readDatagrams().anomalies())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "dns", 0, 12, 5));
  }

  @Test
  void readsSeveralMessagesOfAStream() {
    assertThat(told(stream().read()))
        .containsExactly(
            "REQUEST A a.test",
            "REQUEST AAAA a.test",
            "RESPONSE AAAA a.test NOERROR",
            "RESPONSE A a.test NOERROR");
  }

  @Test
  void goesOnBehindAMessageThatAGapCut() {
    Conversation conversation =
        over(53)
            .server(1, DnsBytes.response(1, 0, "a.test", 1).address(5, "192.0.2.1").framed())
            .server(2, DnsBytes.response(2, 0, "b.test", 1).framed());
    assertThat(told(conversation.read(new Hole(0, 30))))
        .containsExactly("RESPONSE A a.test NOERROR cut", "RESPONSE A b.test NOERROR");
  }

  @Test
  void findsTheNextMessageBehindAGap() {
    Conversation conversation =
        over(53)
            .server(1, DnsBytes.response(1, 0, "a.test", 1).framed())
            .server(2, DnsBytes.response(2, 0, "b.test", 1).framed());
    assertThat(told(conversation.read(new Hole(0, 1))))
        .containsExactly("RESPONSE A b.test NOERROR");
  }

  @Test
  void holdsTheContractForStreams() {
    DecoderContract.holdsForStream(stream());
  }

  @Test
  void holdsTheContractForDatagrams() {
    DecoderContract.holdsForDatagrams(over(53).client(10, QUERY).server(20, RESPONSE));
  }
}
