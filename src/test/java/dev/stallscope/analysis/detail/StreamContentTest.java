package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.net.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamContentTest {
  private static final String LOGIN =
      """
      client 0ms  handshake rtt 2ms
      client 3ms  data "GET /a?token=abcd1234&page=2 HTTP/1.1\\r\\nCookie: sid=sec"
      client 4ms  data "ret; theme=dark\\r\\n\\r\\n"
      server 5ms  data "HTTP/1.1 200 OK\\r\\nContent-Length: 22\\r\\n\\r\\n{\\"password\\":\\"hunter2\\"}"
      client 6ms  ACK
      """;

  @TempDir Path folder;

  @Test
  void bytesComeInTheOrderInWhichTheyWereSaid() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOGIN)) {
      StreamPage page = StreamContent.page(open, 0, 0, 1000, true);
      assertThat(page.pieces())
          .extracting(StreamPiece::direction)
          .containsExactly(
              Direction.CLIENT_TO_SERVER, Direction.CLIENT_TO_SERVER, Direction.SERVER_TO_CLIENT);
      assertThat(text(page, Direction.CLIENT_TO_SERVER))
          .isEqualTo(
              "GET /a?token=abcd1234&page=2 HTTP/1.1\r\nCookie: sid=secret; theme=dark\r\n\r\n");
      assertThat(page.pieces()).extracting(StreamPiece::packet).containsExactly(3, 4, 5);
      assertThat(page.hasMore()).isFalse();
    }
  }

  @Test
  void secretsAreHiddenAcrossPacketsWithoutMovingAnything() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOGIN)) {
      StreamPage page = StreamContent.page(open, 0, 0, 1000, false);
      String asked = text(page, Direction.CLIENT_TO_SERVER);
      assertThat(asked)
          .startsWith("GET /a?token=********&page=2 HTTP/1.1\r\nCookie: sid=****")
          .doesNotContain("secret")
          .hasSize(
              text(StreamContent.page(open, 0, 0, 1000, true), Direction.CLIENT_TO_SERVER)
                  .length());
      assertThat(text(page, Direction.SERVER_TO_CLIENT)).endsWith("{\"password\":\"*******\"}");
    }
  }

  @Test
  void pagesFollowOneAnotherWithoutLossOrRepetition() throws IOException {
    try (OpenCapture open = OpenedScript.sample("keep-alive")) {
      StreamPage whole = StreamContent.page(open, 0, 0, StreamContent.PAGE_BYTES, false);
      List<StreamPiece> pieces = new ArrayList<>();
      long from = 0;
      int pages = 0;
      boolean hasMore = true;
      while (hasMore) {
        StreamPage page = StreamContent.page(open, 0, from, 300, false);
        pieces.addAll(page.pieces());
        from = page.next();
        hasMore = page.hasMore();
        pages++;
      }
      assertThat(pages).isGreaterThan(3);
      assertThat(pieces)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("bytes")
          .isEqualTo(whole.pieces());
      assertThat(pieces.stream().map(StreamPiece::text).toList())
          .isEqualTo(whole.pieces().stream().map(StreamPiece::text).toList());
    }
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    String script =
        """
        client 0ms handshake rtt 2ms
        client 3ms data 0..100
        client 4ms data 100..300 unseen
        client 5ms data 300..400
        server 6ms ACK 400
        client 7ms FIN
        """;
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      StreamPage page = StreamContent.page(open, 0, 0, 1000, false);
      assertThat(page.pieces())
          .extracting(piece -> piece.streamOffset() + ":" + piece.missingBytes())
          .containsExactly("0:0", "100:200", "300:0");
      assertThat(page.pieces().get(1).isGap()).isTrue();
      assertThat(page.pieces().get(1).isCutBySnaplen()).isFalse();
    }
  }

  private static String text(StreamPage page, Direction direction) {
    StringBuilder text = new StringBuilder();
    for (StreamPiece piece : page.pieces()) {
      if (piece.direction() == direction) {
        text.append(new String(piece.bytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
