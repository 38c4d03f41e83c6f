package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything that a decoder finds. */
public final class MessageRecorder implements MessageSink {
  private final List<Message> messages = new ArrayList<>();
  private final List<SetupMessage> setups = new ArrayList<>();
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final List<DecryptionOutcome> decryptions = new ArrayList<>();
  private final List<DatagramConnection> connections = new ArrayList<>();
  private final List<String> pings = new ArrayList<>();

  @Override
  public void message(Message message) {
    messages.add(message);
  }

  @Override
  public void setup(SetupMessage setup) {
    setups.add(setup);
  }

  @Override
  public void anomaly(Anomaly anomaly) {
    anomalies.add(anomaly);
  }

  @Override
  public void decryption(DecryptionOutcome outcome) {
    decryptions.add(outcome);
  }

  @Override
  public void pinged(Direction asker, long askedNanos, long answeredNanos, int packet) {
    pings.add(asker + " " + askedNanos + " " + answeredNanos + " " + packet);
  }

  /** Who asked, when, when that was answered, and in which packet. */
  public List<String> pings() {
    return pings;
  }

  @Override
  public void over(DatagramConnection connection) {
    connections.add(connection);
  }

  public List<DatagramConnection> connections() {
    return connections;
  }

  public List<DecryptionOutcome> decryptions() {
    return decryptions;
  }

  public List<Message> messages() {
    return messages;
  }

  public List<SetupMessage> setups() {
    return setups;
  }

  public List<Anomaly> anomalies() {
    return anomalies;
  }

  /** Everything, to compare two readings as values. */
  public Recording recording() {
    return new Recording(List.copyOf(messages), List.copyOf(setups), List.copyOf(anomalies));
  }

  public record Recording(
      List<Message> messages, List<SetupMessage> setups, List<Anomaly> anomalies) {}
}
