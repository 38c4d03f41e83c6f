package dev.stallscope.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpMessageTest {
  private static HttpRequest request(String method, String target, Field... fields) {
    return new HttpRequest(
        method,
        target,
        "http",
        HttpVersion.HTTP_1_1,
        HttpHeaders.of(List.of(fields)),
        HttpHeaders.NONE,
        HttpBody.NONE,
        0,
        0);
  }

  private static HttpResponse response(int code, String requestMethod, Field... fields) {
    return new HttpResponse(
        code,
        "",
        HttpVersion.HTTP_1_1,
        HttpHeaders.of(List.of(fields)),
        HttpHeaders.NONE,
        HttpBody.NONE,
        requestMethod,
        0,
        0);
  }

  private static Field field(String name, String value) {
    return new Field(name, value);
  }

  @Test
  void findsFieldsWithoutCaseAndKeepsTheirOrder() {
    HttpHeaders headers =
        HttpHeaders.of(
            List.of(
                field("Host", "a"),
                field("Set-Cookie", "x=1"),
                field("set-cookie", "y: 2"),
                field("Empty", "")));
    assertThat(headers.first("HOST")).contains("a");
    assertThat(headers.all("Set-Cookie")).containsExactly("x=1", "y: 2");
    assertThat(headers.first("empty")).contains("");
    assertThat(headers.first("Hos")).isEmpty();
    assertThat(headers.first("Host2")).isEmpty();
    assertThat(headers.has("cookie")).isFalse();
    assertThat(headers.fields())
        .extracting(Field::name)
        .containsExactly("Host", "Set-Cookie", "set-cookie", "Empty");
    assertThat(HttpHeaders.NONE.fields()).isEmpty();
  }

  @Test
  void splitsListsOverAllFields() {
    HttpHeaders headers =
        HttpHeaders.of(
            List.of(field("Connection", "Keep-Alive, , Upgrade"), field("connection", "TE")));
    assertThat(headers.tokens("Connection")).containsExactly("keep-alive", "upgrade", "te");
  }

  @Test
  void keepsAFieldOneFieldWhateverItHolds() {
    HttpHeaders headers = HttpHeaders.of(List.of(field("a", "x\ny: z"), field("", "none")));
    assertThat(headers.fields()).containsExactly(field("a", "x y: z"));
  }

  @Test
  void keepsNoMoreThanTheLimit() {
    String half = "v".repeat(DecodeLimits.HEADER_BYTES / 2);
    HttpHeaders headers =
        HttpHeaders.of(List.of(field("a", half), field("b", half), field("c", "")));
    assertThat(headers.fields()).extracting(Field::name).containsExactly("a");
    assertThat(headers.sizeBytes()).isLessThanOrEqualTo(DecodeLimits.HEADER_BYTES);
  }

  @Test
  void derivesTheUrlFromTheTargetOrTheHost() {
    HttpRequest plain = request("GET", "/p/q?r=1", field("Host", "Example.org:8080"));
    assertThat(plain.url()).contains("http://Example.org:8080/p/q?r=1");
    assertThat(plain.host()).contains("example.org");
    assertThat(plain.path()).isEqualTo("/p/q");
    HttpRequest proxied = request("GET", "HTTP://u:p@Other?x", field("Host", "example.org"));
    assertThat(proxied.url()).contains("HTTP://u:p@Other?x");
    assertThat(proxied.authority()).contains("Other");
    assertThat(proxied.path()).isEmpty();
    assertThat(request("GET", "/").url()).isEmpty();
    assertThat(request("OPTIONS", "*", field("Host", "[::1]:80")).url())
        .contains("http://[::1]:80");
    assertThat(request("OPTIONS", "*", field("Host", "[::1]")).host()).contains("[::1]");
    assertThat(request("CONNECT", "example.org:443").authority()).contains("example.org:443");
    assertThat(request("CONNECT", "example.org:443").url()).isEmpty();
    assertThat(plain.label()).isEqualTo("GET /p/q?r=1");
  }

  @Test
  void knowsWhichResponsesPauseByDesign() {
    assertThat(response(101, "GET").isLongLived()).isTrue();
    assertThat(response(200, "CONNECT").isLongLived()).isTrue();
    assertThat(response(407, "CONNECT").isLongLived()).isFalse();
    for (String type :
        List.of(
            "text/event-stream; charset=utf-8",
            "application/grpc",
            "application/grpc+proto",
            "multipart/x-mixed-replace; boundary=x")) {
      assertThat(response(200, "GET", field("Content-Type", type)).isLongLived()).as(type).isTrue();
    }
    assertThat(response(200, "GET", field("Content-Type", "text/html")).isLongLived()).isFalse();
    assertThat(request("POST", "/", field("content-type", "application/grpc")).isLongLived())
        .isTrue();
    assertThat(request("GET", "/").isLongLived()).isFalse();
  }

  @Test
  void tellsFailuresInterimsAndRedirects() {
    assertThat(response(399, "GET").isFailure()).isFalse();
    assertThat(response(400, "GET").isFailure()).isTrue();
    assertThat(response(103, "GET").isInterim()).isTrue();
    assertThat(response(101, "GET").isInterim()).isFalse();
    assertThat(response(302, "GET", field("Location", "/b")).isRedirect()).isTrue();
    assertThat(response(302, "GET").isRedirect()).isFalse();
    assertThat(response(304, "GET", field("Location", "/b")).isRedirect()).isFalse();
    assertThat(response(404, "GET").status()).contains("404");
    assertThat(response(404, "GET").label()).isEqualTo("404");
  }

  @Test
  void tellsTextFromWhatIsCompressedAlready() {
    assertThat(
            List.of(
                "text/html; charset=utf-8",
                "application/json",
                "Application/Problem+JSON",
                "image/svg+xml",
                "application/javascript"))
        .allMatch(type -> MediaType.of(type).isText());
    assertThat(List.of("image/png", "application/octet-stream", "application/zip", "", "json"))
        .noneMatch(type -> MediaType.of(type).isText());
    assertThat(MediaType.of("application/grpc-web").isGrpc()).isFalse();
  }

  @Test
  void knowsWhoKeepsTheConnection() {
    assertThat(request("GET", "/").isPersistent()).isTrue();
    assertThat(request("GET", "/", field("Connection", "Close")).isPersistent()).isFalse();
    assertThat(request("GET", "/", field("Connection", "x, upgrade")).isUpgrade()).isFalse();
    assertThat(
            request("GET", "/", field("Connection", "upgrade"), field("Upgrade", "h2c"))
                .isUpgrade())
        .isTrue();
  }
}
