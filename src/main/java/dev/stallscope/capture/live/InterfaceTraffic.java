package dev.stallscope.capture.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the system counted on an interface, for which no rights are needed. Linux only. */
public final class InterfaceTraffic {
  private static final Path LINUX = Path.of("/sys/class/net");

  private InterfaceTraffic() {}

  /**
   * Bytes received and sent since the interface came up; empty where the system does not tell.
   *
   * @param name as in {@link LiveInterface#name}
   */
  public static OptionalLong bytes(String name) {
    // not a path: names come from libpcap
    if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
      return OptionalLong.empty();
    }
    Path statistics = LINUX.resolve(name).resolve("statistics");
    try {
      return OptionalLong.of(
          number(statistics.resolve("rx_bytes")) + number(statistics.resolve("tx_bytes")));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }
}
