package dev.stallscope.analysis.detail;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketType;
import dev.stallscope.quic.QuicVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packets of a QUIC datagram (RFC 9000 section 17), as far as they can be read without keys.
 */
final class QuicFields {
  private static final int FIXED_BIT = 0x40;
  private static final int VERSION_BYTES = 4;

  /** Packets, and versions of an offer, that are shown; the rest stands in the hex view. */
  private static final int MAX_PARTS = 32;

  private final FieldReader in;
  private final List<String> names = new ArrayList<>();
  private String ids = "";

  private QuicFields(FieldReader in) {
    this.in = in;
  }

  /** Whether bytes begin with a packet of a version that is known, whoever sent them to whom. */
  static boolean isHandshake(byte[] bytes, int from, int end) {
    return LongHeader.read(bytes, from, end)
        .filter(header -> QuicVersion.of(header.version()).isPresent())
        .isPresent();
  }

  /** Fields and one line: {@code Initial, Handshake, DCID=8394c8f03e515708 Len=1200}. */
  static AppFields read(byte[] bytes, int from, int end) {
    QuicFields quic = new QuicFields(new FieldReader(bytes, from, end));
    while (quic.in.left() > 0) {
      quic.next();
    }
    String info = String.join(", ", quic.names) + quic.ids + " Len=" + (end - from);
    return new AppFields("QUIC", info, quic.in.header("QUIC", info, from));
  }

  private void next() {
    int first = in.peek(0);
    Optional<LongHeader> header = LongHeader.read(in.bytes(), in.position(), in.end());
    if (header.isPresent() && names.size() < MAX_PARTS) {
      packet(header.get());
    } else if (LongHeader.isLong((byte) first) || (first & FIXED_BIT) == 0) {
      if (names.isEmpty()) {
        names.add("Datagram that cannot be read");
      }
      in.data("Not read", in.left());
    } else {
      names.add("Protected Payload (1-RTT)");
      int from = in.position();
      FieldReader part = in.part(in.left());
      part.hex("First byte", 1);
      part.data("Destination id, packet number and contents", part.left());
      in.add(part.header("Short header", names.getLast(), from));
    }
  }

  private void packet(LongHeader header) {
    if (names.isEmpty()) {
      ids = ids(header);
    }
    names.add(name(header.type()));
    int from = in.position();
    FieldReader part = in.part(header.end() - from);
    part.hex("First byte", 1);
    part.number(
        "Version",
        VERSION_BYTES,
        version -> version == 0 ? "none" : QuicVersion.title((int) version));
    part.number("Destination id length", 1);
    part.data("Destination id", header.destination().length());
    part.number("Source id length", 1);
    part.data("Source id", header.source().length());
    switch (header.type()) {
      case VERSION_NEGOTIATION -> versions(part);
      case RETRY -> part.data("Token", header.tokenBytes());
      case INITIAL -> {
        int size = VarInt.length(part.bytes(), part.position());
        part.add("Token length", String.valueOf(header.tokenBytes()), size);
        part.data("Token", header.tokenBytes());
        length(part, header);
      }
      case HANDSHAKE, ZERO_RTT -> length(part, header);
      case UNKNOWN, ONE_RTT -> {}
    }
    part.data(
        header.type() == PacketType.RETRY ? "Integrity tag" : "Packet number and contents",
        part.left());
    in.add(part.header("Long header", names.getLast(), from));
  }

  private static void length(FieldReader part, LongHeader header) {
    part.add(
        "Length",
        String.valueOf(header.end() - header.numberAt()),
        header.numberAt() - part.position());
  }

  private static void versions(FieldReader part) {
    for (int i = 0; i < MAX_PARTS && part.left() >= VERSION_BYTES; i++) {
      part.number("Supported version", VERSION_BYTES, code -> QuicVersion.title((int) code));
    }
  }

  private static String ids(LongHeader header) {
    return (header.destination().length() > 0 ? ", DCID=" + header.destination() : "")
        + (header.source().length() > 0 ? ", SCID=" + header.source() : "");
  }

  private static String name(PacketType type) {
    return switch (type) {
      case VERSION_NEGOTIATION -> "Version Negotiation";
      case INITIAL -> "Initial";
      case ZERO_RTT -> "0-RTT";
      case HANDSHAKE -> "Handshake";
      case RETRY -> "Retry";
      case UNKNOWN -> "Packet of another version";
      case ONE_RTT -> "Protected Payload (1-RTT)";
    };
  }
}
