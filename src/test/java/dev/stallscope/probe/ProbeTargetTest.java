package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTargetTest {
  @ParameterizedTest
  @CsvSource({
    "shop.test, https://shop.test/, GET https://shop.test/",
    "' http://shop.test/a?b=c ', http://shop.test/a?b=c, GET http://shop.test/a?b=c",
    "grpc://shop.test:50051/shop.Stock/Get,"
        + " http://shop.test:50051/shop.Stock/Get,"
        + " grpc://shop.test:50051/shop.Stock/Get",
    "grpcs://shop.test/shop.Stock/Get,"
        + " https://shop.test/shop.Stock/Get,"
        + " grpcs://shop.test/shop.Stock/Get",
    "grpc://[::1]:50051, http://[::1]:50051/, grpc://[::1]:50051/",
    "grpc://shop.test:1/grpc.health.v1.Health/Check?service=shop.Stock,"
        + " http://shop.test:1/grpc.health.v1.Health/Check,"
        + " grpc://shop.test:1/grpc.health.v1.Health/Check?service=shop.Stock"
  })
  void isAskedAndCanBeTypedAgain(String typed, String url, String title) {
    ProbePlan plan = plan(typed);
    assertThat(plan.url()).isEqualTo(url);
    assertThat(ProbeTarget.title(plan)).isEqualTo(title);
    assertThat(plan(ProbeTarget.text(plan))).isEqualTo(plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://shop.test",
        "grpc://",
        "grpc://shop.test:1/Get",
        "grpc://shop.test:1/shop.Stock/Get/more",
        "grpc://shop.test:1/shop.Stock/Get?service=x",
        "grpc://shop.test:1/grpc.health.v1.Health/Check?other=x",
        "grpc://shop.test:1/grpc.health.v1.Health/Check?service=caf%C3%A9"
      })
  void whatNamesNothingIsRefused(String typed) {
    assertThat(ProbeTarget.parse(typed)).isEmpty();
  }

  @Test
  void aServicesNameIsTheFirstFieldOfTheMessage() {
    assertThat(plan("grpc://x:1/grpc.health.v1.Health/Check?service=a.B").body())
        .isEqualTo("\0\0\0\0\5\n\3a.B");
  }

  @Test
  void aNameFitsBehindOneByteOfLength() {
    String url = "grpc://x:1/grpc.health.v1.Health/Check?service=";
    assertThat(plan(url + "a".repeat(125)).body()).startsWith("\0\0\0\0\177\n\175a");
    assertThat(ProbeTarget.parse(url + "a".repeat(126))).isEmpty();
  }

  @Test
  void aCallCarriesTheHeadersThatWereAskedForAndThoseOfGrpc() {
    ProbeTarget target = ProbeTarget.parse("grpc://x:1/a.B/C").orElseThrow();
    HttpHeaders typed =
        HttpHeaders.of(
            List.of(new Field("Authorization", "Bearer t"), new Field("Content-Type", "text/x")));
    ProbePlan plan = target.plan(ProbePlan.of(target.url()).headers(typed).build());
    assertThat(plan.headers().fields())
        .containsExactly(
            new Field("content-type", "application/grpc"),
            new Field("te", "trailers"),
            new Field("Authorization", "Bearer t"));
    assertThat(plan.versions()).containsExactly(HttpChoice.HTTP_2);
  }

  private static ProbePlan plan(String typed) {
    ProbeTarget target = ProbeTarget.parse(typed).orElseThrow();
    return target.plan(ProbePlan.of(target.url()).build());
  }
}
