package dev.stallscope.analysis;

import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramName;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.SetupMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what was said on one flow. */
final class FlowMessages implements MessageSink {
  final List<Message> messages = new ArrayList<>(2);
  final List<SetupMessage> setups = new ArrayList<>(0);
  int anomalies;
  @Nullable DecryptionOutcome decryption;

  /** What was said on the connections that were made of the flow's datagrams. */
  final List<FlowMessages> connections = new ArrayList<>(0);

  /** With what datagrams of the connection begin. */
  final Set<DatagramName> names = new LinkedHashSet<>(0);

  @Nullable DatagramConnection over;

  private final HeldMessages held;

  /**
   * @param held counts the messages together with those of other flows
   */
  FlowMessages(HeldMessages held) {
    this.held = held;
  }

  @Override
  public void message(Message message) {
    messages.add(message);
    if (messages.size() > HeldMessages.IN_A_FLOW) {
      held.add(message);
    }
  }

  @Override
  public void setup(SetupMessage setup) {
    setups.add(setup);
  }

  @Override
  public void anomaly(Anomaly anomaly) {
    anomalies++;
  }

  @Override
  public void decryption(DecryptionOutcome outcome) {
    decryption = outcome;
  }

  @Override
  public MessageSink connection() {
    FlowMessages inner = new FlowMessages(held);
    connections.add(inner);
    return inner;
  }

  @Override
  public void name(DatagramName name) {
    names.add(name);
  }

  @Override
  public void over(DatagramConnection connection) {
    over = connection;
  }

  boolean isEmpty() {
    return messages.isEmpty() && setups.isEmpty();
  }
}
