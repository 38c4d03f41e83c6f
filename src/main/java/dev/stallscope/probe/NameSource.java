package dev.stallscope.probe;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Message;

/** A name server, however it is reached. */
interface NameSource {
  /** What it is called. */
  String text();

  /**
   * Puts a question.
   *
   * @return fails with a {@link NameSourceException} where what went wrong has words of its own
   */
  CompletionStage<Message> send(Message query, Duration timeout);
}
