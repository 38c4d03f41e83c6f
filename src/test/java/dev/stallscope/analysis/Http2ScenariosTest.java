package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http2.Frames;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams of HTTP/2 that share a connection. */
class Http2ScenariosTest {
  private static final int STREAMS = 15;

  /** {@code $ask1} opens the connection; {@code $ask3} asks on stream 3, {@code $say3} answers. */
  private static Map<String, byte[]> streams() {
    Map<String, byte[]> payloads = new HashMap<>();
    for (int stream = 1; stream <= STREAMS; stream += 2) {
      Frames asked = stream == 1 ? Frames.preface().settings("") : new Frames();
      String path = Frames.hex(":path", "/call/" + "abcdefghi".charAt(stream / 2));
      String block = "8286" + path + Frames.hex(":authority", "a.test");
      payloads.put("ask" + stream, asked.lastHeaders(stream, block).bytes());
      payloads.put(
          "say" + stream, new Frames().headers(stream, "88").lastData(stream, "{}").bytes());
    }
    return payloads;
  }

  @Test
  void theAnswerOfOneStreamIsSlowWhileOthersAreAskedAndAnswered() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 40ms
                client  41ms    data $ask1
                server  82ms    data $say1
                client  122ms   data $ask3
                client  150ms   data $ask5
                server  195ms   data $say5
                client  230ms   data $ask7
                server  275ms   data $say7
                client  310ms   data $ask9
                server  355ms   data $say9
                client  390ms   data $ask11
                server  435ms   data $say11
                client  470ms   data $ask13
                server  515ms   data $say13
                server  762ms   data $say3
                client  763ms   ACK
                """,
                streams()))
        .containsExactly("critical slow-server-response 600 ms by server-application in 6 17");
  }

  @Test
  void quickAnswersOfManyStreamsAreNotSlowForTheWaysOfOthers() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 40ms
                client  41ms    data $ask1
                server  82ms    data $say1
                client  122ms   data $ask3
                client  132ms   data $ask5
                client  142ms   data $ask7
                client  152ms   data $ask9
                client  162ms   data $ask11
                server  163ms   data $say3
                client  172ms   data $ask13
                server  173ms   data $say5
                server  183ms   data $say7
                server  193ms   data $say9
                server  203ms   data $say11
                server  213ms   data $say13
                client  214ms   ACK
                """,
                streams()))
        .isEmpty();
  }
}
