package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.net.Direction;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentAgainTest {
  @Test
  void eachMechanismIsCountedForWhoUsedIt() throws Exception {
    try (OpenCapture capture = OpenedScript.sample("packet-loss")) {
      SentAgain again = SentAgain.of(capture, 0);
      assertThat(again.by(Direction.SERVER_TO_CLIENT))
          .isEqualTo(
              Map.of(RetransmissionCause.FAST_RETRANSMIT, 3, RetransmissionCause.RECOVERY, 1));
      assertThat(again.by(Direction.CLIENT_TO_SERVER)).isEmpty();
      assertThat(SentAgain.byConnection(capture)).containsExactly(4);
    }
  }

  @Test
  void nothingIsCountedWhereNothingWasLost() throws Exception {
    try (OpenCapture capture = OpenedScript.sample("queued-in-pool")) {
      assertThat(Arrays.stream(SentAgain.byConnection(capture)).sum()).isZero();
      assertThat(SentAgain.byConnection(capture)).hasSize(5);
    }
  }
}
