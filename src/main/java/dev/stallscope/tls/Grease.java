package dev.stallscope.tls;

/** Values that mean nothing, sent so that servers stay tolerant (RFC 8701). */
final class Grease {
  private Grease() {}

  static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
  }
}
