package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleContext;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LongPollsTest {
  private static final int MANY = 100_000;

  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 600_000);

  private Set<Integer> polls() {
    RuleContext context = fixture.context();
    return LongPolls.of(WebCall.byHosts(context));
  }

  private void call(long startMillis, long endMillis, int bytes) {
    get("/news").at(startMillis, endMillis).body(bytes, 7).on(fixture, connection);
  }

  @Test
  void longWaitsInVainThatFollowAtOnceArePollsOnceTheyAreMost() {
    call(0, 10_000, 80);
    call(10_010, 20_000, 0);
    call(20_010, 30_000, 0);
    assertThat(polls()).containsExactlyInAnyOrder(0, 1, 2);
    call(40_000, 50_000, 0);
    call(50_010, 60_000, 80);
    call(60_010, 70_000, 80);
    assertThat(polls()).containsExactlyInAnyOrder(0, 1, 2);
  }

  /** A flood of the same request; its cost grows with their number alone. */
  @Test
  @Timeout(30)
  void aFloodOfEqualRequestsIsJudgedInTime() {
    for (int i = 0; i < MANY; i++) {
      call(i, i + 1, 0);
    }
    assertThat(polls()).isEmpty();
  }
}
