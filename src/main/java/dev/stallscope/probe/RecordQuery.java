package dev.stallscope.probe;

import dev.stallscope.time.TimeSpan;
import java.util.List;

/**
 * A question to a name server and what came back.
 *
 * @param type A or AAAA
 * @param server whom it was put to
 * @param rcode such as NOERROR, or empty where no answer came
 * @param answers the answer section: aliases first, as servers send them
 * @param problem why there is no answer, or empty
 */
public record RecordQuery(
    String type, String server, TimeSpan span, String rcode, List<Answer> answers, String problem) {
  public RecordQuery {
    answers = List.copyOf(answers);
  }

  /**
   * A record of the answer.
   *
   * @param value an address, or the name that an alias stands for
   */
  public record Answer(String name, String type, long ttlSeconds, String value) {}

  boolean isAnswered() {
    return !rcode.isEmpty();
  }
}
