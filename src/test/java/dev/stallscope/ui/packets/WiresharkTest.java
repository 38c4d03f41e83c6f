package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiresharkTest {
  /** A program that every machine with these tests has, and that has a version. */
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void whatIsNotInstalledIsNotOffered() throws Exception {
    assertThat(Wireshark.find(List.of("/nowhere/wireshark"))).isEmpty();
  }

  @Test
  void theFileTheFilterAndThePacketAreHandedOver() throws Exception {
    Wireshark found = Wireshark.find(List.of("/nowhere/wireshark", JAVA)).orElseThrow();
    Path file = Path.of("-r odd name.pcap");
    assertThat(found.command(file, "tcp.stream eq 0", 6))
        .containsExactly(
            JAVA, "-r", file.toAbsolutePath().toString(), "-Y", "tcp.stream eq 0", "-g", "7");
    assertThat(found.command(file, "", -1))
        .containsExactly(JAVA, "-r", file.toAbsolutePath().toString());
  }
}
