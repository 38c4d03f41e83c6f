package dev.stallscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection();

  private List<Exchange> requests() {
    return fixture.measurements().exchanges();
  }

  @Test
  void findsWhatALookAtAllWouldFind() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int start = random.nextInt(1000);
      fixture.request(
          connection, "GET /" + i, start, start + 1 + random.nextInt(i % 9 == 0 ? 500 : 9));
    }
    OpenRequests open = OpenRequests.of(requests());
    for (int i = 0; i < 300; i++) {
      int start = random.nextInt(1500);
      TimeSpan span = MeasurementsFixture.span(start, start + random.nextInt(100));
      assertThat(open.during(span))
          .containsExactlyElementsOf(
              open.byStart().stream().filter(one -> one.span().overlaps(span)).toList());
    }
  }

  @Test
  void namesNoMoreThanAThousandAtOnce() {
    for (int i = 0; i < 1200; i++) {
      fixture.request(connection, "GET /" + i, 0, 100);
    }
    assertThat(OpenRequests.of(requests()).during(MeasurementsFixture.span(10, 20))).hasSize(1000);
  }
}
