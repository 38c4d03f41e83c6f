package dev.stallscope.capture.live;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.pcap4j.core.Pcaps;

/** Whether libpcap is there; asked once, before anything else touches pcap4j. */
final class LibpcapLibrary {
  /** It tells of every loop that begins; held, or the level would be lost. */
  private static final Logger PCAP4J_LOG = Logger.getLogger("org.pcap4j");

  private static final Optional<String> OBSTACLE = look();

  private LibpcapLibrary() {}

  /** Why libpcap cannot be used, one sentence; empty if it can. */
  static Optional<String> obstacle() {
    return OBSTACLE;
  }

  /**
   * Returns if libpcap can be used.
   *
   * @throws CaptureRefusedException if not
   */
  static void require() throws CaptureRefusedException {
    if (OBSTACLE.isPresent()) {
      throw new CaptureRefusedException(CaptureRefusedException.Reason.NO_LIBRARY, OBSTACLE.get());
    }
  }

  private static Optional<String> look() {
    PCAP4J_LOG.setLevel(Level.WARNING);
    try {
      return Pcaps.libVersion().isEmpty() ? Optional.of(missing("")) : Optional.empty();
    } catch (LinkageError e) {
      // JNA says which paths it searched, over many lines
      return Optional.of(missing(String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private static String missing(String detail) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String remedy =
        system.startsWith("windows")
            ? "install Npcap (https://npcap.com), or Wireshark, which brings it"
            : "on Debian: apt-get install libpcap0.8";
    return "The library that captures packets, libpcap, cannot be loaded; "
        + remedy
        + (detail.isEmpty() ? "." : ". (" + detail + ")");
  }
}
