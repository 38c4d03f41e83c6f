package dev.stallscope.capture.live;

import java.util.List;
import java.util.Locale;

/** How a user gets the right to capture, by operating system. */
final class CaptureRights {
  private static final String LINUX_DUMPCAP =
      """
      Capturing needs a right that this user does not have. Two ways to get it:
      For good: let dumpcap, Wireshark's small capture program, do it; Stallscope uses it by itself.
        sudo apt-get install wireshark-common        # Debian and Ubuntu; elsewhere install Wireshark
        sudo dpkg-reconfigure wireshark-common       # answer Yes
        sudo usermod --append --groups wireshark "$USER"   # then log out and in again
      """;

  private static final String LINUX_GROUP =
      """
      Capturing needs a right that this user does not have. Two ways to get it:
      For good: dumpcap is installed, but this user may not run it. Join its group:
        sudo dpkg-reconfigure wireshark-common       # answer Yes, if the group is not there yet
        sudo usermod --append --groups wireshark "$USER"   # then log out and in again
      """;

  private static final String LINUX_SETCAP =
      """
      Capturing needs a right that this user does not have. Two ways to get it:
      For good: dumpcap is installed, but has no right to capture either. Give it the right:
        sudo setcap cap_net_raw,cap_net_admin+eip "$(command -v dumpcap)"
      """;

  private static final String CAPTURE_ONCE =
      """
      Only this once: run the process that captures, and nothing else, as root, and open its file
      while it grows (in the window, or with stallscope analyze --follow):
      """;

  private static final String PROBE_ONCE =
      """
      Only this once: run the probe as root; the file that it writes is yours all the same:
      """;

  private static final String LINUX_JAVA =
      "\nA capability on java itself does not help: Java then refuses to load its own libraries.";

  private static final String MAC =
      """
      Capturing needs read access to /dev/bpf*, which this user does not have. Three ways to get it:
      For good: install ChmodBPF, which comes with Wireshark (in its disk image, "Install ChmodBPF"),
      or alone: brew install --cask wireshark-chmodbpf; then log out and in again.
      Until the next start of the Mac:
        sudo chown "$USER" /dev/bpf*
      """;

  private static final String WINDOWS =
      """
      Npcap lets only administrators capture. Two ways to change that:
      For good: install Npcap again (https://npcap.com) without "Restrict Npcap driver's access to
      Administrators only".
      Only this once: in a terminal opened with "Run as administrator\"""";

  private static final String WINDOWS_COMMAND = ":\n  stallscope-console ";

  private static final String WINDOWS_GROWING = ", and open its file while it\ngrows";

  private CaptureRights() {}

  /**
   * The explanation, several lines.
   *
   * @param system as in {@code os.name}
   * @param command arguments of {@code stallscope} that capture; {@code capture} itself does
   *     nothing else
   */
  static String explanation(String system, Dumpcap.State dumpcap, List<String> command) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean isCapture = command.getFirst().equals("capture");
    if (name.startsWith("windows")) {
      return WINDOWS
          + (isCapture ? WINDOWS_GROWING : "")
          + WINDOWS_COMMAND
          + ShellWords.windows(command);
    }
    String once =
        (isCapture ? CAPTURE_ONCE : PROBE_ONCE) + "  sudo stallscope " + ShellWords.posix(command);
    if (name.startsWith("mac")) {
      return MAC + once;
    }
    String forGood =
        switch (dumpcap) {
          case MISSING -> LINUX_DUMPCAP;
          case FORBIDDEN -> LINUX_GROUP;
          case EXECUTABLE -> LINUX_SETCAP;
        };
    return forGood + once + LINUX_JAVA;
  }
}
