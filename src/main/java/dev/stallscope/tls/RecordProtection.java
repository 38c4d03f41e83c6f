package dev.stallscope.tls;

import java.util.Optional;

/** Opens the protected records of one direction, each once and in their order. */
public interface RecordProtection {
  /** What {@link #open} says of a record that was damaged, or protected with other keys. */
  int NOT_AUTHENTIC = -1;

  /**
   * Opens a record in place.
   *
   * @param type of the record
   * @param body its contents, {@code length} bytes from index 0; on success its plaintext stands
   *     there
   * @return bytes of plaintext, or {@link #NOT_AUTHENTIC}
   */
  int open(int type, byte[] body, int length);

  /**
   * What reads parts of the next record; empty while no record has proved the keys, and where the
   * cipher needs all of a record.
   */
  default Optional<RecordParts> parts() {
    return Optional.empty();
  }
}
