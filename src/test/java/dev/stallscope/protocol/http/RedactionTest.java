package dev.stallscope.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a?token=abc                          | /a?token=***
          /a?x=1&access_token=a?b/c=d&y=2       | /a?x=1&access_token=***&y=2
          GET /a?password=p%26q&z=1             | GET /a?password=***&z=1
          /a?API-Key=1#id_token=2               | /a?API-Key=***#id_token=***
          /a?to%6ben=1                          | /a?to%6ben=***
          /a;jsessionid=1F?page=2               | /a;jsessionid=***?page=2
          /cb?code=4%2F0A&state=x               | /cb?code=***&state=x
          /s3?X-Amz-Signature=ab&X-Amz-Date=2   | /s3?X-Amz-Signature=***&X-Amz-Date=2
          https://joe:pw@a.b/c                  | https://***@a.b/c
          http://a/?next=http://b/?token=1&q=2  | http://a/?next=http://b/?token=***&q=2
          /r?u=https%3A%2F%2Fj%3Ap%40b%2F       | /r?u=https%3A%2F%2F***%40b%2F
          /r?u=%2Fa%3Ftoken%3Dabc%26b%3D1&c=2   | /r?u=%2Fa%3Ftoken%3D***%26b%3D1&c=2
          /t/eyJhbGciOi.eyJzdWIiOi.c2ln/x       | /t/***/x
          /a?token=                             | /a?token=
          """)
  void hidesSecretsInUrls(String url, String shown) {
    assertThat(Redaction.text(url)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users?page=2&sort=name",
        "/search?keyword=x&author=y",
        "http://example.org:80/a@b?mail=c",
        "A example.org",
        "",
        "200 OK",
        "/a?x&=&==1"
      })
  void leavesTheRest(String text) {
    assertThat(Redaction.text(text)).isEqualTo(text);
  }

  @Test
  void hidesCookiesAndCredentialsButNotTheirNames() {
    assertThat(
            Redaction.headers(
                HttpHeaders.of(
                    List.of(
                        new Field("Cookie", "sid=1; theme=dark"),
                        new Field("Set-Cookie", "sid=1; Path=/; HttpOnly"),
                        new Field("Authorization", "Bearer abc"),
                        new Field("Proxy-Authorization", "abc"),
                        new Field("X-Api-Key", "k"),
                        new Field("X-CSRFToken", "k"),
                        new Field("Referer", "http://a/?token=1"),
                        new Field("WWW-Authenticate", "Basic realm=\"x\""),
                        new Field("Accept", "*/*")))))
        .containsExactly(
            new Field("Cookie", "sid=***; theme=***"),
            new Field("Set-Cookie", "sid=***; Path=/; HttpOnly"),
            new Field("Authorization", "Bearer ***"),
            new Field("Proxy-Authorization", "***"),
            new Field("X-Api-Key", "***"),
            new Field("X-CSRFToken", "***"),
            new Field("Referer", "http://a/?token=***"),
            new Field("WWW-Authenticate", "Basic realm=\"x\""),
            new Field("Accept", "*/*"));
  }
}
