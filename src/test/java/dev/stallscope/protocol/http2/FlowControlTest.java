package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stallscope.protocol.CreditWait;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private static final int WINDOW = 65_535;

  private final FlowControl flow = new FlowControl();

  @BeforeEach
  void isSeenFromItsStart() {
    flow.begins();
  }

  /** The connection is given what the stream takes, so that only the stream's own credit counts. */
  private void send(long stream, int bytes, long nanos) {
    flow.update(0, bytes, 0, 0);
    flow.taken(stream, bytes, 0);
    flow.goesOn(stream, nanos);
  }

  @Test
  void aLargerInitialWindowLetsAnOpenStreamGoOn() {
    flow.opened(1);
    send(1, WINDOW, 100);
    flow.initialWindow(2 * WINDOW, 300);
    send(1, 1000, 310);

    assertThat(flow.closed(1)).containsExactly(new CreditWait(100, 300));
  }

  @Test
  void aSmallerWindowWithUpdatesThatDoNotCoverItKeepsTheStreamWaiting() {
    flow.opened(1);
    send(1, WINDOW, 100);
    flow.initialWindow(WINDOW - 5000, 200);
    flow.update(1, 5000, 300, 0);
    flow.update(1, 1, 400, 0);
    send(1, 1, 410);

    assertThat(flow.closed(1)).containsExactly(new CreditWait(100, 400));
  }

  @Test
  void aFloodOfSettingsCostsNoMoreWithManyOpenStreams() {
    for (int stream = 1; stream < 2000; stream += 2) {
      flow.opened(stream);
      send(stream, WINDOW, 100);
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 20_000_000; i++) {
            flow.initialWindow(i & 1, i);
          }
        });
    assertThat(flow.closed(1)).isEmpty();
  }
}
