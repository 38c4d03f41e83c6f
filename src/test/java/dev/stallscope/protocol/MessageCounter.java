package dev.stallscope.protocol;

import dev.stallscope.packet.Anomaly;

/** Counts what a decoder finds, and keeps none of it. */
public final class MessageCounter implements MessageSink {
  private int messages;

  @Override
  public void message(Message message) {
    messages++;
  }

  @Override
  public void setup(SetupMessage setup) {}

  @Override
  public void anomaly(Anomaly anomaly) {}

  public int messages() {
    return messages;
  }
}
