package dev.stallscope.protocol.tls;

import java.util.Optional;

/** Opens the protected records of one direction, and follows its keys. */
interface RecordOpener {
  /** The record holds no data of the application, but a handshake message or an alert. */
  int NO_DATA = -1;

  /** The record is damaged, or protected with other keys. */
  int FAILED = -2;

  /** What {@link #type} says where nothing was opened. */
  int UNREAD = -3;

  /**
   * Opens the next record in place.
   *
   * @param body its contents, {@code length} bytes from index 0; the plaintext stands there then
   * @return bytes of plaintext, {@link #NO_DATA} or {@link #FAILED}
   */
  int open(SeenRecord record, byte[] body, int length);

  /**
   * What reads parts of the next record.
   *
   * @return empty where it has to be opened as a whole: it may hold something besides data of the
   *     application, or nothing has proved the keys yet
   */
  default Optional<DataParts> parts(SeenRecord record, byte[] body, int length) {
    return Optional.empty();
  }

  /** The type of what the last record held, or {@link #UNREAD}. */
  int type();

  /** Whether records were passed over that the other side read. */
  default boolean hasUnread() {
    return false;
  }
}
