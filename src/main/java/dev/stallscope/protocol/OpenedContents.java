package dev.stallscope.protocol;

/** How much of what is encrypted is opened where there are keys. */
public enum OpenedContents {
  /** What somebody reads, by {@link StreamDecoder#unwanted}, where the cipher allows it. */
  WANTED,
  ALL
}
