package dev.stallscope.app;

import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.LiveInterface.Kind;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The interfaces as a table in text. */
final class InterfaceTable {
  private InterfaceTable() {}

  static void print(List<LiveInterface> interfaces, PrintStream out) {
    int width = interfaces.stream().mapToInt(found -> found.name().length()).max().orElse(0);
    for (LiveInterface found : interfaces) {
      if (found.kind() != Kind.OTHER) {
        out.println(
            String.format(
                    Locale.ROOT,
                    "%-" + Math.max(width, 1) + "s  %-4s  %s",
                    found.name(),
                    state(found),
                    note(found))
                .stripTrailing());
      }
    }
    String others =
        interfaces.stream()
            .filter(found -> found.kind() == Kind.OTHER)
            .map(LiveInterface::name)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      out.println("No networks: " + others);
    }
  }

  private static String state(LiveInterface found) {
    return found.kind() == Kind.ANY ? "" : found.isUp() ? "up" : "down";
  }

  private static String note(LiveInterface found) {
    String addresses = String.join(", ", found.addresses());
    return switch (found.kind()) {
      case ANY -> "all of them at once";
      case LOOPBACK -> addresses + "  (what programs on this machine say to each other)";
      case NETWORK, OTHER -> {
        String description = found.description().isEmpty() ? "" : "  (" + found.description() + ")";
        yield addresses + description;
      }
    };
  }
}
