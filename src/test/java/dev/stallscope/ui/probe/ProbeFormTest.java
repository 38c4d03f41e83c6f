package dev.stallscope.ui.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeFormTest {
  private final ProbeForm form = new ProbeForm();

  @Test
  void aRequestIsTypedWithItsUrlMethodAndFields() {
    form.type(
        request(
            "PUT",
            "/orders/7?full=1",
            new Field("Accept", "application/json"),
            new Field("X-Trace", "on")));
    assertThat(form.urlsProperty().get()).isEqualTo("http://shop.test/orders/7?full=1");
    assertThat(form.methodProperty().get()).isEqualTo("PUT");
    assertThat(form.headersProperty().get()).isEqualTo("Accept: application/json\nX-Trace: on");
  }

  @Test
  void whatBelongsToTheConnectionOrIsWrittenAnywayIsNotTyped() {
    form.type(
        request(
            "GET",
            "/",
            new Field("Connection", "keep-alive"),
            new Field("Content-Length", "12"),
            new Field("Accept-Encoding", "gzip"),
            new Field("Expect", "100-continue"),
            new Field("TE", "trailers")));
    assertThat(form.headersProperty().get()).isEmpty();
  }

  @Test
  void secretsAreNotTyped() {
    form.type(
        request(
            "GET",
            "/",
            new Field("Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln"),
            new Field("Cookie", "session=8f14e45fceea167a"),
            new Field("Accept", "text/html")));
    assertThat(form.headersProperty().get()).isEqualTo("Accept: text/html");
  }

  @Test
  void whatWasTypedForAnotherRequestIsGone() {
    form.bodyProperty().set("{}");
    form.headersProperty().set("X-Old: 1");
    form.type(request("GET", "/", new Field("X-New", "1")));
    assertThat(form.bodyProperty().get()).isEmpty();
    assertThat(form.headersProperty().get()).isEqualTo("X-New: 1");
  }

  @Test
  void ofATunnelThereIsNoUrl() {
    form.urlsProperty().set("http://shop.test/");
    form.type(request("CONNECT", "shop.test:443"));
    assertThat(form.urlsProperty().get()).isEmpty();
  }

  private static HttpRequest request(String method, String target, Field... fields) {
    HttpHeaders.Builder headers = new HttpHeaders.Builder().add("host", "shop.test");
    List.of(fields).forEach(field -> headers.add(field.name(), field.value()));
    return new HttpRequest(
        method,
        target,
        "http",
        HttpVersion.HTTP_1_1,
        headers.build(),
        HttpHeaders.NONE,
        HttpBody.NONE,
        0,
        0);
  }
}
