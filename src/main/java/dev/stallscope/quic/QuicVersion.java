package dev.stallscope.quic;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A version whose packets can be read: what its Initial packets are protected with, and how it
 * numbers its packet types.
 *
 * @param code as the wire writes it
 * @param salt of the Initial secret (RFC 9001 section 5.2)
 * @param prefix of the labels that keys are derived with: {@code quic} or {@code quicv2}
 */
public record QuicVersion(int code, String salt, String prefix) {
  private static final String SALT_1 = "38762cf7f55934b34d179ae6a4c80cadccbb7f0a";
  private static final String SALT_29 = "afbfec289993d24c9e9786f19c6111e04390a899";
  private static final String SALT_23 = "c3eef712c72ebb5a11a7d2432bb46365bef9f502";
  private static final String PREFIX_1 = "quic ";
  private static final int DRAFT = 0xff00_0000;

  public static final QuicVersion V1 = new QuicVersion(1, SALT_1, PREFIX_1);

  /** RFC 9369. */
  public static final QuicVersion V2 =
      new QuicVersion(0x6b33_43cf, "0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 ");

  private static final List<PacketType> TYPES =
      List.of(PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE, PacketType.RETRY);

  /** The version with the code; empty for one that cannot be read, and for version negotiation. */
  public static Optional<QuicVersion> of(int code) {
    if (code == V1.code) {
      return Optional.of(V1);
    }
    if (code == V2.code) {
      return Optional.of(V2);
    }
    int draft = code - DRAFT;
    if (draft >= 23 && draft <= 34) {
      String salt = draft > 32 ? SALT_1 : draft > 28 ? SALT_29 : SALT_23;
      return Optional.of(new QuicVersion(code, salt, PREFIX_1));
    }
    return Optional.empty();
  }

  /** {@code QUIC v2}, {@code QUIC draft 29}, or the number of one that cannot be read. */
  public static String title(int code) {
    if (code == V1.code) {
      return "QUIC v1";
    }
    if (code == V2.code) {
      return "QUIC v2";
    }
    return code >>> 8 == DRAFT >>> 8
        ? "QUIC draft " + (code & 0xff)
        : "QUIC version 0x" + HexFormat.of().toHexDigits(code);
  }

  public String title() {
    return title(code);
  }

  /** Whether a code is one of those that are sent to keep others from being rejected. */
  public static boolean isGrease(int code) {
    return (code & 0x0f0f_0f0f) == 0x0a0a_0a0a;
  }

  /** The type that the first byte of a long header says; version 2 counts from Retry on. */
  PacketType type(int firstByte) {
    int bits = firstByte >> 4 & 3;
    return TYPES.get(code == V2.code ? bits + 3 & 3 : bits);
  }

  byte[] saltBytes() {
    return HexFormat.of().parseHex(salt);
  }
}
