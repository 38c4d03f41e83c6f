package dev.stallscope.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcTimeoutTest {
  @Test
  void readsEveryUnit() {
    assertThat(GrpcTimeout.nanos("1H")).hasValue(3_600_000_000_000L);
    assertThat(GrpcTimeout.nanos("2M")).hasValue(120_000_000_000L);
    assertThat(GrpcTimeout.nanos("3S")).hasValue(3_000_000_000L);
    assertThat(GrpcTimeout.nanos("250m")).hasValue(250_000_000L);
    assertThat(GrpcTimeout.nanos("99999999u")).hasValue(99_999_999_000L);
    assertThat(GrpcTimeout.nanos("7n")).hasValue(7L);
  }

  @Test
  void neverOverflows() {
    assertThat(GrpcTimeout.nanos("99999999H")).hasValue(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatIsNoTimeout() {
    for (String field : List.of("", "m", "10", "1.5S", "-1S", "999999999m", "1s")) {
      assertThat(GrpcTimeout.nanos(field)).as(field).isEmpty();
    }
  }
}
