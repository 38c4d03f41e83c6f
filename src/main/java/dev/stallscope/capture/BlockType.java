package dev.stallscope.capture;

import java.util.Arrays;

/**
 * Types of pcapng blocks that are read; all others are skipped, name resolution, journal and custom
 * blocks among them. The lengths are those of a block without options, in bytes.
 */
final class BlockType {
  /** The same number in either byte order. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  static final int INTERFACE_DESCRIPTION = 1;
  static final int PACKET = 2;
  static final int SIMPLE_PACKET = 3;
  static final int INTERFACE_STATISTICS = 5;
  static final int ENHANCED_PACKET = 6;
  static final int DECRYPTION_SECRETS = 10;

  /** Type, length, and the length again. */
  static final int MIN_BYTES = 12;

  static final int SECTION_HEADER_BYTES = 28;
  static final int INTERFACE_DESCRIPTION_BYTES = 20;
  static final int PACKET_BYTES = 32;
  static final int SIMPLE_PACKET_BYTES = 16;
  static final int INTERFACE_STATISTICS_BYTES = 24;
  static final int DECRYPTION_SECRETS_BYTES = 20;

  private static final int SECTION_LENGTH_AT = 16;

  private BlockType() {}

  /** Whether a block of that type holds a packet. */
  static boolean isPacket(int type) {
    return type == ENHANCED_PACKET || type == PACKET || type == SIMPLE_PACKET;
  }

  /** Makes the section header at {@code at} say that its section's length is not known (-1). */
  static void forgetSectionLength(byte[] bytes, int at) {
    Arrays.fill(bytes, at + SECTION_LENGTH_AT, at + SECTION_LENGTH_AT + Long.BYTES, (byte) -1);
  }

  /** The least length of a block of a type, or 0 for types that are skipped. */
  static int minBytes(int type) {
    return switch (type) {
      case SECTION_HEADER -> SECTION_HEADER_BYTES;
      case INTERFACE_DESCRIPTION -> INTERFACE_DESCRIPTION_BYTES;
      case PACKET, ENHANCED_PACKET -> PACKET_BYTES;
      case SIMPLE_PACKET -> SIMPLE_PACKET_BYTES;
      case INTERFACE_STATISTICS -> INTERFACE_STATISTICS_BYTES;
      case DECRYPTION_SECRETS -> DECRYPTION_SECRETS_BYTES;
      default -> 0;
    };
  }
}
