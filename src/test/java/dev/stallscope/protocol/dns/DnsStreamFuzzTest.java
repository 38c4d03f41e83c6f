package dev.stallscope.protocol.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.FuzzedPieces;
import dev.stallscope.protocol.MessageRecorder;

/** Any bytes and gaps in any order as a stream. */
class DnsStreamFuzzTest {
  private static final Conversation TALK = Conversation.with(DnsDecoder.dns(), 53);

  @FuzzTest(maxDuration = "30s")
  void readsAnyStream(byte[] input) {
    MessageRecorder recorder = new MessageRecorder();
    FuzzedPieces.feed(
        DnsDecoder.dns().stream(TALK.context(Transport.TCP, recorder)).orElseThrow(), input);
    recorder.messages().forEach(DnsDatagramFuzzTest::assertSane);
  }
}
