package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowStartTest {
  @Test
  void withoutADisplayItNamesWhatWorks() {
    assertThat(WindowStart.obstacle(Map.of()))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).contains("DISPLAY").contains("stallscope analyze FILE"));
  }
}
