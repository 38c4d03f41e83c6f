package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static dev.stallscope.diagnosis.http.CallDraft.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreadBodiesTest {
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft first = fixture.connection(0, 60_000);
  private final ConnectionDraft second = fixture.connection(0, 60_000);

  private Set<Integer> asked() {
    return UnreadBodies.connections(fixture.measurements().exchanges());
  }

  @Test
  void asksForAnswersThatOnlyTheirRestTellsApart() {
    get("/a").at(0, 50).body(80_000, 7).unread().on(fixture, first);
    get("/a").at(100, 150).body(80_000, 7).unread().on(fixture, second);
    assertThat(asked()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void oneThatWasReadMayBeTheSame() {
    get("/a").at(0, 50).body(80_000, 3).on(fixture, first);
    get("/a").at(100, 150).body(80_000, 7).unread().on(fixture, second);
    assertThat(asked()).containsExactly(1);
  }

  @Test
  void leavesTheOthersUnread() {
    get("/a").at(0, 50).body(80_000, 7).unread().on(fixture, first);
    get("/a").at(100, 150).body(80_000, 8).unread().on(fixture, first);
    get("/a").at(200, 250).body(80_001, 7).unread().on(fixture, first);
    get("/b").at(300, 350).body(80_000, 7).unread().on(fixture, first);
    post("/a").at(400, 450).body(80_000, 7).unread().on(fixture, first);
    get("/a").at(500, 550).body(200, 7).on(fixture, first);
    get("/a").at(600, 650).body(200, 7).on(fixture, first);
    assertThat(asked()).isEmpty();
  }
}
