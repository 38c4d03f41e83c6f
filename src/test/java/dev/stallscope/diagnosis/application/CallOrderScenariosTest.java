package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.diagnosis.application.JsonAnswer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Calls that a client makes one after the other, again, or more at once than it has connections
 * for, from packets to findings, with near misses (STALLS 8).
 */
class CallOrderScenariosTest {
  /** Waves of five calls of 100 ms, on a connection each. */
  private static String fiveAtOnce(int waves) {
    StringBuilder script = new StringBuilder();
    for (int c = 0; c < 5; c++) {
      script.append("c%d: client 0ms handshake rtt 10ms\n".formatted(c));
    }
    for (int wave = 0; wave < waves; wave++) {
      for (int c = 0; c < 5; c++) {
        double start = 11 + 101 * wave + 0.1 * c;
        script.append(
            String.format(
                Locale.ROOT,
                """
                c%d: client %.1fms http-request GET /call/%d
                c%d: server %.1fms http-response 200 300
                c%d: client %.1fms ACK
                """,
                c,
                start,
                10 * wave + c,
                c,
                start + 100,
                c,
                start + 100.1));
      }
    }
    return script.toString();
  }

  @Test
  void aFullPoolLetsCallsWait() {
    assertThat(findingsOf(fiveAtOnce(6)))
        .singleElement()
        .asString()
        .startsWith("critical queued-in-pool 505 ms by client-application");
  }

  @Test
  void fiveCallsAreNoFullPool() {
    assertThat(findingsOf(fiveAtOnce(1))).isEmpty();
  }

  private static String call(String connection, int start, String path, String body) {
    return """
        %1$sclient  %2$dms  http-request GET %3$s
        %1$sserver  %4$dms  data "%5$sContent-Length: %6$d\\r\\n\\r\\n%7$s"
        %1$sclient  %8$dms  ACK
        """
        .formatted(
            connection,
            start,
            path,
            start + 100,
            JSON,
            body.length(),
            body.replace("\"", "\\\""),
            start + 101);
  }

  @Test
  void callsThatDoNotNeedEachOtherCouldRunAtOnce() {
    assertThat(
            findingsOf(
                "client 0ms handshake rtt 10ms\n"
                    + call("", 11, "/weather", "{\"sky\":\"blue\"}")
                    + call("", 113, "/news", "{\"items\":[]}")
                    + call("", 215, "/rates", "{\"euro\":1}")
                    + call("", 317, "/stock", "{\"bikes\":3}")))
        .singleElement()
        .asString()
        .startsWith("critical sequential-calls 300 ms by client-application");
  }

  @Test
  void callsThatNeedTheFormerAnswerHaveToWait() {
    assertThat(
            findingsOf(
                "client 0ms handshake rtt 10ms\n"
                    + call("", 11, "/me", "{\"id\":\"u81f03\"}")
                    + call("", 113, "/carts?user=u81f03", "{\"cart\":\"c4711\"}")
                    + call("", 215, "/prices/c4711", "{\"voucher\":\"v-2024\"}")
                    + call("", 317, "/check/v-2024", "{\"ok\":true}")))
        .isEmpty();
  }

  private static String turns(int count) {
    return "client 0ms handshake rtt 30ms\n"
        + """
        repeat %d every 32ms
        client 31ms http-request GET /p
        server 61.5ms http-response 200 200
        client 62ms ACK
        end
        """
            .formatted(count);
  }

  private static String questions(int count) {
    StringBuilder script = new StringBuilder("client 0ms handshake rtt 30ms\n");
    for (int i = 0; i < count; i++) {
      script.append(
          String.format(
              Locale.ROOT,
              """
              client %dms http-request GET /price/%d
              server %.1fms http-response 200 200
              client %dms ACK
              """,
              31 + 32 * i,
              i,
              61.5 + 32 * i,
              62 + 32 * i));
    }
    return script.toString();
  }

  @Test
  void manySmallQuestionsCostTheirJourneys() {
    assertThat(findingsOf(questions(40)))
        .singleElement()
        .asString()
        .startsWith("critical chatty-exchange 1.08 s by client-application");
  }

  @Test
  void fewSmallQuestionsAreHowProgramsTalk() {
    assertThat(findingsOf(questions(19))).isEmpty();
  }

  @Test
  void oneQuestionAgainAndAgainIsNoConversation() {
    assertThat(findingsOf(turns(40))).isEmpty();
  }

  @Test
  void hastyRetriesKeepAServerOverloaded() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 20ms
                client 21ms  http-request GET /pay
                server 42ms  http-response 503 20
                client 142ms http-request GET /pay
                server 163ms http-response 503 20
                client 363ms http-request GET /pay
                server 384ms http-response 503 20
                client 784ms http-request GET /pay
                server 805ms http-response 503 20
                client 1605ms http-request GET /pay
                server 1626ms http-response 200 20
                client 1627ms ACK
                """))
        .anyMatch(line -> line.contains("retry-storm"))
        .anyMatch(line -> line.contains("error-response"));
  }

  @Test
  void oneRetryAfterABrokenConnectionIsGoodPractice() {
    assertThat(
            findingsOf(
                """
                a: client 0ms   handshake rtt 20ms
                a: client 21ms  http-request GET /pay
                a: server 42ms  http-response 200 20
                a: client 43ms  ACK
                a: server 5042ms FIN
                a: client 5043ms http-request GET /pay
                a: server 5064ms RST
                b: client 5070ms handshake rtt 20ms
                b: client 5091ms http-request GET /pay
                b: server 5112ms http-response 200 20
                b: client 5113ms ACK
                """))
        .noneMatch(line -> line.contains("retry-storm"));
  }

  private static String visit(String name, int host, int start) {
    return """
        set server 198.51.100.%1$d:80
        %2$s: client %3$dms handshake rtt 60ms
        %2$s: client %4$dms http-request GET / host h%1$d.test
        %2$s: server %5$dms http-response 200 100
        %2$s: client %6$dms ACK
        """
        .formatted(host, name, start, start + 61, start + 122, start + 123);
  }

  @Test
  void connectionsToSeveralServersCouldBeOpenedAtOnce() {
    assertThat(findingsOf(visit("a", 1, 0) + visit("b", 2, 125) + visit("c", 3, 250)))
        .singleElement()
        .asString()
        .contains("sequential-connects 120 ms by client-application");
  }

  @Test
  void connectionsSideBySideAreOpenedAtOnce() {
    assertThat(findingsOf(visit("a", 1, 0) + visit("b", 2, 5) + visit("c", 3, 10))).isEmpty();
  }
}
