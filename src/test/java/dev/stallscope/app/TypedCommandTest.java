package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--record, --record",
    "--header=Cookie: id=5, --header=Cookie: id=***",
    "-HAuthorization: Bearer abc, -HAuthorization: Bearer ***",
    "Accept: text/html, Accept: text/html",
    "https://x.test/?token=abc&b=1, https://x.test/?token=***&b=1",
  })
  void whatIsSecretIsMaskedAndAllElseStays(String typed, String shown) {
    assertThat(TypedCommand.masked(typed)).isEqualTo(shown);
  }
}
