package dev.stallscope.ui.packets;

import dev.stallscope.ui.text.Texts;

/**
 * A packet that somebody named by its number.
 *
 * @param packet its index, or -1 where the number is none of a packet that is there
 * @param problem what is wrong with the number; empty where nothing is, or nothing was written
 */
public record PacketNumber(int packet, String problem) {
  /** More digits than any capture has packets. */
  private static final int MOST_DIGITS = 10;

  /**
   * Reads a number as Wireshark and the table write it, from 1, perhaps with separators.
   *
   * @param count how many packets there are
   */
  public static PacketNumber parse(String text, int count) {
    String digits = text.strip().replaceAll("^#|[\\s,.'_\u2019]", "");
    if (text.isBlank()) {
      return new PacketNumber(-1, "");
    }
    if (!digits.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      return new PacketNumber(-1, Texts.of("go-to.no-number"));
    }
    long number = Long.parseLong(digits);
    return number >= 1 && number <= count
        ? new PacketNumber((int) number - 1, "")
        : new PacketNumber(-1, Texts.of("go-to.beyond", count));
  }

  /** Whether there is such a packet. */
  public boolean isThere() {
    return packet >= 0;
  }
}
