package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaptureRightsTest {
  private static final String ARGUMENTS = "--interface=eth0 --output=a.pcapng";

  @Test
  void onLinuxDumpcapOrOneProcessAsRoot() {
    assertThat(text("Linux", Dumpcap.State.MISSING))
        .contains("apt-get install wireshark-common", "usermod --append --groups wireshark")
        .contains("sudo stallscope capture --interface=eth0 --output=a.pcapng");
    assertThat(text("Linux", Dumpcap.State.FORBIDDEN))
        .contains("usermod --append --groups wireshark")
        .doesNotContain("apt-get");
    assertThat(text("Linux", Dumpcap.State.EXECUTABLE))
        .contains("sudo setcap cap_net_raw,cap_net_admin+eip");
  }

  @Test
  void elsewhereWhatThatSystemHas() {
    assertThat(text("Mac OS X", Dumpcap.State.MISSING)).contains("ChmodBPF", "/dev/bpf*");
    assertThat(text("Windows 11", Dumpcap.State.MISSING))
        .contains("Npcap", "stallscope-console capture --interface=eth0");
  }

  private static String text(String system, Dumpcap.State dumpcap) {
    return CaptureRights.explanation(system, dumpcap, ARGUMENTS);
  }
}
