package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the place of dumpcap, which says what dumpcap 4.0.17 says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a script of a POSIX shell")
class DumpcapSourceTest {
  private static final String HEAD =
      "\\115\\074\\262\\241\\002\\000\\004\\000\\0\\0\\0\\0\\0\\0\\0\\0\\000\\000\\004\\000\\161\\000\\000\\000";

  @TempDir Path folder;

  @Test
  void packetsComeFromItsOutputAndLossesFromItsLastWords() throws IOException {
    Path dumpcap =
        script(
            "echo \"Capturing on 'lo'\" >&2",
            "printf '" + HEAD + "'",
            "printf '\\001\\0\\0\\0\\002\\0\\0\\0\\003\\0\\0\\0\\011\\0\\0\\0abc'",
            "echo \"Packets received/dropped on interface 'lo': 1/7 (pcap:7/dumpcap:0)\" >&2");
    List<String> packets = new ArrayList<>();
    try (DumpcapSource source = DumpcapSource.open(dumpcap, order())) {
      assertThat(source.linkType()).isEqualTo(113);
      source.run(
          (nanos, bytes, length, original) ->
              packets.add(nanos + " " + new String(bytes, 0, length) + " " + original));
      assertThat(source.drops()).isEqualTo(new PacketSource.Drops(7, 0));
    }
    assertThat(packets).containsExactly("1000000002 abc 9");
  }

  @Test
  void aPacketCutOffIsLeftOut() throws IOException {
    Path dumpcap =
        script("printf '" + HEAD + "\\001\\0\\0\\0\\002\\0\\0\\0\\003\\0\\0\\0\\011\\0\\0\\0a'");
    try (DumpcapSource source = DumpcapSource.open(dumpcap, order())) {
      source.run((_, _, _, _) -> assertThat(true).as("a packet").isFalse());
    }
  }

  @Test
  void withoutRightsItIsSaidHowToGetThem() throws IOException {
    Path dumpcap =
        script(
            "echo \"(socket: Operation not permitted) You don't have permission\" >&2", "exit 2");
    assertThatThrownBy(() -> DumpcapSource.open(dumpcap, order()))
        .isInstanceOfSatisfying(
            CaptureRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(CaptureRefusedException.Reason.NO_RIGHTS));
  }

  @Test
  void otherRefusalsAreItsOwnWords() throws IOException {
    Path dumpcap =
        script("echo \"Capturing on 'nope'\" >&2", "echo 'No such device exists' >&2", "exit 2");
    assertThatThrownBy(() -> DumpcapSource.open(dumpcap, order()))
        .isInstanceOf(CaptureRefusedException.class)
        .hasMessage("No such device exists");
  }

  private CaptureOrder order() {
    return CaptureOrder.of("lo", "", folder.resolve("a.pcapng"));
  }

  private Path script(String... lines) throws IOException {
    Path script = folder.resolve("dumpcap");
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
  }
}
