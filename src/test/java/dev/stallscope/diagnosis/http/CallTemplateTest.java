package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallTemplateTest {
  @Test
  void standsInASentence() {
    assertThat(CallTemplate.of("encrypted request (5 B)")).isEqualTo("an encrypted request (5 B)");
    assertThat(CallTemplate.of("encrypted requests (9 B)")).isEqualTo("encrypted requests (9 B)");
    assertThat(CallTemplate.of("GET /orders?page=2")).isEqualTo("GET /orders");
  }

  @Test
  void leavesOutWhatNamesOneThing() {
    assertThat(CallTemplate.of("GET /orders/4711/lines")).isEqualTo("GET /orders/*/lines");
    assertThat(CallTemplate.of("GET /v1/orders")).isEqualTo("GET /v1/orders");
  }
}
