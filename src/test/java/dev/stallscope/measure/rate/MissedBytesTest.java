package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.TrackedCapture;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissedBytesTest {
  private static List<String> missed(String arrivals) {
    return MissedBytes.of(
            TrackedCapture.trace(
                "set capture near client\nclient 0ms handshake rtt 40ms\n" + arrivals),
            Direction.SERVER_TO_CLIENT,
            Nanos.ofMillis(40))
        .stream()
        .map(
            piece ->
                "%d..%d before row %d after %d ms"
                    .formatted(
                        piece.from() - 1,
                        piece.to() - 1,
                        piece.beforeRow(),
                        piece.repairNanos() / Nanos.PER_MILLI))
        .toList();
  }

  @Test
  void whatComesARoundTripLaterWasMissed() {
    assertThat(
            missed(
                """
                server 81ms data 0..1000
                server 82ms data 3000..4000
                server 122ms data 1000..2000
                server 123ms data 2000..3000
                """))
        .containsExactly(
            "1000..2000 before row 4 after 40 ms", "2000..3000 before row 4 after 41 ms");
  }

  @Test
  void oneRepairMayFillPartsOfTwoHoles() {
    assertThat(
            missed(
                """
                server 81ms data 0..1000
                server 82ms data 2000..3000
                server 83ms data 4000..5000
                server 122ms data 1500..3500
                """))
        .containsExactly(
            "1500..2000 before row 4 after 40 ms", "3000..3500 before row 5 after 39 ms");
  }

  @Test
  void whatComesSoonerWasReordered() {
    assertThat(
            missed(
                """
                server 81ms data 0..1000
                server 82ms data 2000..3000
                server 101.9ms data 1000..2000
                """))
        .isEmpty();
  }

  @Test
  void whatNeverComesWasNotCaptured() {
    assertThat(
            missed(
                """
                server 81ms data 0..1000
                server 82ms data 2000..3000
                server 200ms data 3000..4000
                """))
        .isEmpty();
  }
}
