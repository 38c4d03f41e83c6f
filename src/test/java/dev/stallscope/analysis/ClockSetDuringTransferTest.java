package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A text without compression that arrives within 200 ms, while the capture's clock is set. */
class ClockSetDuringTransferTest {
  private static final int PARTS = 40;
  private static final int PART_BYTES = 10_000;
  private static final int PART_MILLIS = 5;

  private static Map<String, byte[]> parts() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; text.length() < PARTS * PART_BYTES; i++) {
      text.append("{\"id\":%d,\"name\":\"bicycle %d\"},".formatted(i * 7919 % 9973, i * 31 % 97));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    Map<String, byte[]> parts = new HashMap<>();
    for (int i = 0; i < PARTS; i++) {
      parts.put("part" + i, Arrays.copyOfRange(bytes, i * PART_BYTES, (i + 1) * PART_BYTES));
    }
    return parts;
  }

  /** The findings where the clock is so far ahead for some of the parts. */
  private static List<String> findings(int firstAhead, int endAhead, int aheadMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set order script
            client 0ms handshake rtt 20ms
            client 21ms data "GET / HTTP/1.1\\r\\nHost: a\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n"
            server 41ms ACK
            server 60ms data "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\n" + %s
            """
                .formatted("\"Content-Length: %d\\r\\n\\r\\n\"".formatted(PARTS * PART_BYTES)));
    for (int i = 0; i < PARTS; i++) {
      int at = 60 + i * PART_MILLIS + (i >= firstAhead && i < endAhead ? aheadMillis : 0);
      script.append("server %1$dms data $part%2$d\nclient %1$d.1ms ACK\n".formatted(at, i));
    }
    return ScriptedFindings.findingsOf(script.toString(), parts());
  }

  @Test
  void theSavedShareIsOneOfTheTimeThatPassed() {
    assertThat(findings(0, 0, 0))
        .singleElement()
        .asString()
        .startsWith("critical uncompressed-response 1")
        .contains(" ms by server-operations");
  }

  @Test
  void noShareOfATimeThatTheClockWasWrongIsClaimed() {
    assertThat(findings(13, 26, 3000))
        .singleElement()
        .asString()
        .startsWith("minor capture-clock-step");
  }

  @Test
  void norIfItWasWrongForAMoment() {
    assertThat(findings(20, 21, 3000))
        .singleElement()
        .asString()
        .startsWith("minor capture-clock-step");
  }
}
