package dev.stallscope.analysis.detail;

import java.util.List;

/**
 * A header or a field of a packet, with the bytes it was read from.
 *
 * @param name as the specification writes it
 * @param value as a person reads it; may be empty for a header
 * @param offset of its first byte in the packet
 * @param length bytes; 0 for what follows from the capture and has none
 * @param fields what it consists of
 */
public record PacketField(
    String name, String value, int offset, int length, List<PacketField> fields) {
  public PacketField {
    fields = List.copyOf(fields);
  }

  /** {@code name: value}, or the name alone. */
  public String text() {
    return value.isEmpty() ? name : name + ": " + value;
  }
}
