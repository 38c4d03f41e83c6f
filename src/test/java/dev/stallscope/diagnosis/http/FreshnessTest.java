package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final String DATE = "Tue, 14 Nov 2023 22:13:20 GMT";

  private static Freshness of(String... namesAndValues) {
    HttpHeaders.Builder headers = new HttpHeaders.Builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Freshness.of(
        new HttpResponse(
            200,
            "",
            HttpVersion.HTTP_1_1,
            headers.build(),
            HttpHeaders.NONE,
            HttpBody.NONE,
            "GET",
            0,
            0));
  }

  private static OptionalLong seconds(long count) {
    return OptionalLong.of(Nanos.ofSeconds(count));
  }

  @Test
  void maxAgeCountsLessTheAge() {
    assertThat(of("Cache-Control", "public, max-age=60", "Age", "20").lifetimeNanos())
        .isEqualTo(seconds(40));
  }

  @Test
  void maxAgeGoesBeforeExpires() {
    Freshness freshness =
        of("Date", DATE, "Expires", "Tue, 14 Nov 2023 23:13:20 GMT", "Cache-Control", "max-age=5");

    assertThat(freshness.lifetimeNanos()).isEqualTo(seconds(5));
  }

  @Test
  void expiresCountsFromTheDate() {
    assertThat(of("Date", DATE, "Expires", "Tue, 14 Nov 2023 22:15:20 GMT").lifetimeNanos())
        .isEqualTo(seconds(120));
  }

  @Test
  void anExpiresThatIsNoDateHasExpired() {
    assertThat(of("Date", DATE, "Expires", "0").lifetimeNanos()).isEqualTo(seconds(0));
  }

  @Test
  void anAgeAloneSaysNothing() {
    assertThat(of("Date", DATE, "Last-Modified", "Tue, 14 Nov 2023 21:13:20 GMT"))
        .isEqualTo(new Freshness(false, OptionalLong.empty(), Optional.of("Last-Modified")));
  }

  @Test
  void noCacheHasToBeAskedFor() {
    Freshness freshness = of("Cache-Control", "no-cache, max-age=60", "ETag", "\"a\"");

    assertThat(freshness).isEqualTo(new Freshness(false, OptionalLong.of(0), Optional.of("ETag")));
  }

  @Test
  void noStoreAndAnswersThatVaryWithEverythingMustNotBeKept() {
    assertThat(of("Cache-Control", "no-store").isForbidden()).isTrue();
    assertThat(of("Vary", "Origin, *").isForbidden()).isTrue();
    assertThat(of("Vary", "Accept-Encoding").isForbidden()).isFalse();
  }

  @Test
  void nonsenseSaysNothing() {
    assertThat(of("Cache-Control", "max-age=soon", "Date", "yesterday"))
        .isEqualTo(new Freshness(false, OptionalLong.empty(), Optional.empty()));
    assertThat(of("Cache-Control", "max-age=999999999999999999").lifetimeNanos())
        .isEqualTo(seconds(365L * 24 * 3600));
  }
}
