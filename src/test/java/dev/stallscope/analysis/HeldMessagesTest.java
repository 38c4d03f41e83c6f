package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {
  private final HeldMessages held = new HeldMessages();

  private static void add(FlowMessages flow, int messages, int bytes) {
    for (int i = 0; i < messages; i++) {
      flow.message(
          new Message(
              AppProtocol.HTTP1,
              MessageRole.REQUEST,
              Direction.CLIENT_TO_SERVER,
              new MessageSpan(0, 1, 0, 0, 0, bytes),
              new Correlation.ByKey(i),
              true,
              1,
              () -> "GET /"));
    }
  }

  @Test
  void theFirstOfEachFlowAreCountedWithTheFlow() {
    add(new FlowMessages(held), HeldMessages.IN_A_FLOW, 100);
    add(new FlowMessages(held), HeldMessages.IN_A_FLOW, 100);
    assertThat(held.bytes()).isZero();
  }

  @Test
  void theOthersCountWithTheirHeadsButNotWithTheirBodies() {
    FlowMessages flow = new FlowMessages(held);
    add(flow, HeldMessages.IN_A_FLOW + 1, 100);
    long one = held.bytes();
    add(flow, 1, 100);
    assertThat(held.bytes()).isEqualTo(2 * one);
    add(flow, 1, 10_000_000);
    assertThat(held.bytes()).isBetween(3 * one, 6 * one);
  }
}
