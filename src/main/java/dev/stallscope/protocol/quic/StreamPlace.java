package dev.stallscope.protocol.quic;

/** Where bytes of a stream lie among those that came before. */
enum StreamPlace {
  /** The stream's first. */
  FIRST,
  /** All of them came before. */
  KNOWN,
  /** Missed, while later ones came. */
  IN_HOLE,
  /** Right behind all that came. */
  NEXT,
  /** Others are missing before them. */
  BEYOND
}
