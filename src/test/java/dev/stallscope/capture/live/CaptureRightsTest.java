package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureRightsTest {
  private static final List<String> CAPTURE =
      List.of("capture", "--interface=eth0", "--output=a.pcapng");
  private static final List<String> PROBE =
      List.of("probe", "--record", "my file.pcapng", "https://x.test/?a=1&b='2'");

  @Test
  void onLinuxDumpcapOrOneProcessAsRoot() {
    assertThat(text("Linux", Dumpcap.State.MISSING, CAPTURE))
        .contains("apt-get install wireshark-common", "usermod --append --groups wireshark")
        .contains("the process that captures, and nothing else, as root")
        .contains("\n  sudo stallscope capture --interface=eth0 --output=a.pcapng\n");
    assertThat(text("Linux", Dumpcap.State.FORBIDDEN, CAPTURE))
        .contains("usermod --append --groups wireshark")
        .doesNotContain("apt-get");
    assertThat(text("Linux", Dumpcap.State.EXECUTABLE, CAPTURE))
        .contains("sudo setcap cap_net_raw,cap_net_admin+eip");
  }

  @Test
  void elsewhereWhatThatSystemHas() {
    assertThat(text("Mac OS X", Dumpcap.State.MISSING, CAPTURE))
        .contains("ChmodBPF", "sudo chown \"$USER\" /dev/bpf*\nOnly this once: ")
        .endsWith("\n  sudo stallscope capture --interface=eth0 --output=a.pcapng");
    assertThat(text("Windows 11", Dumpcap.State.MISSING, CAPTURE))
        .contains("Npcap", "\"Run as administrator\", and open its file while it\ngrows:\n")
        .endsWith("\n  stallscope-console capture --interface=eth0 --output=a.pcapng");
  }

  @Test
  void aProbeIsNamedAsItWasTyped() {
    String once =
        "\nOnly this once: run the probe as root; the file that it writes is yours all the same:\n"
            + "  sudo stallscope probe --record 'my file.pcapng' 'https://x.test/?a=1&b='\\''2'\\'''";
    for (Dumpcap.State dumpcap : Dumpcap.State.values()) {
      assertThat(text("Linux", dumpcap, PROBE))
          .contains(once + "\nA capability on java")
          .doesNotContain("stallscope capture", "analyze --follow");
    }
    assertThat(text("Mac OS X", Dumpcap.State.MISSING, PROBE)).endsWith(once);
    assertThat(text("Windows 11", Dumpcap.State.MISSING, PROBE))
        .endsWith(
            "\nOnly this once: in a terminal opened with \"Run as administrator\":\n"
                + "  stallscope-console probe --record \"my file.pcapng\" \"https://x.test/?a=1&b='2'\"");
  }

  private static String text(String system, Dumpcap.State dumpcap, List<String> command) {
    return CaptureRights.explanation(system, dumpcap, command);
  }
}
