package dev.stallscope.capture;

import static dev.stallscope.capture.SampleFiles.enhanced;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapngReaderTest {
  @TempDir Path folder;

  /** What a file gave. */
  private record Outcome(
      List<SeenPacket> packets,
      List<CaptureInterface> interfaces,
      List<String> warnings,
      List<DecryptionSecrets> secrets) {}

  @Test
  void readsSectionsOfEitherByteOrderWithTheirOwnInterfaces() throws Exception {
    FileBytes big = new FileBytes(BIG_ENDIAN);
    big.section()
        .block(1, big.sub().u16(101, 0).u32(0))
        .block(6, enhanced(big.sub(), 0, 5_000_000, 9));
    FileBytes little = new FileBytes(LITTLE_ENDIAN);
    little
        .section()
        .block(1, little.sub().u16(113, 0).u32(0))
        .block(1, little.sub().u16(1, 0).u32(0))
        .block(6, enhanced(little.sub(), 1, 5_000_001, 8));
    Outcome read = read(SampleFiles.concat(big.toBytes(), little.toBytes()));
    assertThat(read.packets)
        .containsExactly(
            new SeenPacket(5_000_000_000L, 1, "[9]", 0, 101, LinkDirection.UNKNOWN),
            new SeenPacket(5_000_001_000L, 1, "[8]", 2, 1, LinkDirection.UNKNOWN));
    assertThat(read.interfaces).extracting(CaptureInterface::linkType).containsExactly(101, 113, 1);
    assertThat(read.warnings).isEmpty();
  }

  @Test
  void readsWhatAnInterfaceSaysOfItself() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section()
        .block(
            1,
            file.sub()
                .u16(1, 0)
                .u32(96)
                .option(1, text("a comment"))
                .option(2, text("eth0"))
                .option(3, text("uplink"))
                .option(9, (byte) 9)
                .option(11, text("\0tcp port 80"))
                .option(14, file.sub().u64(3).toBytes())
                .option(0))
        .block(6, enhanced(file.sub(), 0, 5, 1));
    statistics(file, 5, 100, 7, 2);
    statistics(file, 6, 110, 8, 3);
    Outcome read = read(file.toBytes());
    assertThat(read.interfaces)
        .containsExactly(
            new CaptureInterface(
                0,
                Optional.of("eth0"),
                Optional.of("uplink"),
                1,
                96,
                Optional.of("tcp port 80"),
                OptionalLong.of(110),
                OptionalLong.of(11)));
    assertThat(read.packets).extracting(SeenPacket::epochNanos).containsExactly(3_000_000_005L);
  }

  @ParameterizedTest
  @CsvSource({"0, UNKNOWN", "1, INBOUND", "2, OUTBOUND", "3, UNKNOWN", "0x101, INBOUND"})
  void readsTheDirectionBehindOtherOptions(String flags, LinkDirection direction) throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    byte[] value = file.sub().u32(Long.decode(flags)).toBytes();
    FileBytes packet =
        enhanced(file.sub(), 0, 1, 1).option(1, text("odd")).option(2, value).option(0);
    file.section().block(1, file.sub().u16(1, 0).u32(0)).block(6, packet);
    assertThat(read(file.toBytes()).packets)
        .containsExactly(new SeenPacket(1_000, 1, "[1]", 0, 1, direction));
  }

  @Test
  void readsObsoleteAndSimplePacketsAndSkipsTheRest() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    byte[] outbound = file.sub().u32(2).toBytes();
    file.section()
        .block(1, file.sub().u16(1, 0).u32(2))
        .block(0x0bad, file.sub().u32(1, 2, 3))
        .block(0x4000_0bad, file.sub().u32(1))
        .block(4, file.sub().u32(0))
        .block(2, file.sub().u16(0, 7).u32(0, 2, 1, 9).padded((byte) 5).option(2, outbound))
        .block(3, file.sub().u32(4).padded((byte) 1, (byte) 2));
    Outcome read = read(file.toBytes());
    assertThat(read.packets)
        .containsExactly(
            new SeenPacket(2_000, 9, "[5]", 0, 1, LinkDirection.OUTBOUND),
            new SeenPacket(2_000, 4, "[1, 2]", 0, 1, LinkDirection.UNKNOWN));
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 148: a packet has no time, as simple packet blocks have none; it and"
                + " others like it are given the time of the packet before, so durations around"
                + " them mean nothing.");
  }

  @Test
  void keepsDecryptionSecretsAndNeverPrintsThem() throws Exception {
    FileBytes file = new FileBytes(BIG_ENDIAN);
    file.section()
        .block(10, file.sub().u32(DecryptionSecrets.NSS_KEY_LOG, 5).padded(text("CLIEN")));
    assertThat(read(file.toBytes()).secrets)
        .containsExactly(new DecryptionSecrets(DecryptionSecrets.NSS_KEY_LOG, "CLIEN", 28))
        .hasToString("[DecryptionSecrets[type=0x544c534b, 5 bytes]]");
  }

  @Test
  void goesOnAtTheNextWholeBlockAfterDamage() throws Exception {
    byte[] file = threePackets();
    // The trailing length of the second packet's block, of which each has 36 bytes.
    file[48 + 2 * 36 - 4] ^= 1;
    Outcome read = read(file);
    assertThat(read.packets).extracting(SeenPacket::bytes).containsExactly("[1]", "[3]");
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 84: a block's length is 36 at its beginning and 37 at its end; 36 bytes"
                + " are left out up to the next whole block.");
  }

  @Test
  void aLengthThatCannotBeIsSeenWithoutWaitingForItsEnd() throws Exception {
    byte[] file = threePackets();
    file[48 + 36 + 6] = 0x40;
    Outcome read = read(file);
    assertThat(read.packets).extracting(SeenPacket::bytes).containsExactly("[1]", "[3]");
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 84: a block claims 4,194,340 bytes, which cannot be; 36 bytes are left"
                + " out up to the next whole block.");
  }

  @Test
  void aLengthBeyondTheEndOfTheFileDoesNotHideTheBlocksBehindIt() throws Exception {
    byte[] file = threePackets();
    file[48 + 36 + 5] = 1;
    Outcome read = read(file);
    assertThat(read.packets).extracting(SeenPacket::bytes).containsExactly("[1]", "[3]");
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 84: a block claims more bytes than follow, though whole blocks do; 36"
                + " bytes are left out up to the next whole block.");
  }

  @Test
  void saysThatNothingWholeFollowsTheDamage() throws Exception {
    byte[] file = threePackets();
    file[48 + 3 * 36 - 4] ^= 1;
    Outcome read = read(file);
    assertThat(read.packets).extracting(SeenPacket::bytes).containsExactly("[1]", "[2]");
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 145: a block's length is 36 at its beginning and 37 at its end (at byte"
                + " 120), and no whole block follows; what followed cannot be read.");
  }

  @Test
  void leavesOutAPacketThatClaimsMoreThanItsBlockHolds() throws Exception {
    byte[] file = threePackets();
    file[48 + 36 + 20] = 5;
    Outcome read = read(file);
    assertThat(read.packets).extracting(SeenPacket::bytes).containsExactly("[1]", "[3]");
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 84: a packet claims 5 bytes and its block has room for 4; the packet is"
                + " left out.");
  }

  @Test
  void leavesOutAPacketOfAnInterfaceThatNobodyDescribed() throws Exception {
    byte[] file = threePackets();
    file[48 + 36 + 8] = 7;
    assertThat(read(file).warnings)
        .containsExactly(
            "capture, byte 84: a packet names interface 7, which its section does not describe; the"
                + " packet is left out.");
  }

  @Test
  void reportsAnAbsurdClockOnce() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section()
        .block(1, file.sub().u16(1, 0).u32(0).option(9, (byte) 0))
        .block(6, enhanced(file.sub(), 0, Long.MAX_VALUE, 1))
        .block(6, enhanced(file.sub(), 0, -1, 2));
    Outcome read = read(file.toBytes());
    assertThat(read.packets)
        .extracting(SeenPacket::epochNanos)
        .containsExactly(CaptureLimits.EPOCH_NANOS, CaptureLimits.EPOCH_NANOS);
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 56: a packet of interface 0 has a time that cannot be; it and others"
                + " like it are moved to the nearest possible time.");
  }

  @Test
  void readsASectionOfAnUnknownVersionAndSaysSo() throws Exception {
    byte[] file = threePackets();
    file[12] = 3;
    Outcome read = read(file);
    assertThat(read.packets).hasSize(3);
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 0: a section is of version 3.0 and read as 1.0, since no other is"
                + " known.");
  }

  @Test
  void interfacesBeyondTheCapAreLeftOut() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section();
    for (int i = 0; i <= CaptureLimits.INTERFACES; i++) {
      file.block(1, file.sub().u16(1, 0).u32(0));
    }
    Outcome read = read(file.toBytes());
    assertThat(read.interfaces).hasSize(CaptureLimits.INTERFACES);
    assertThat(read.warnings)
        .containsExactly(
            "capture, byte 327,708: an interface beyond the 16,384 that are kept is left out, and"
                + " its packets with it.");
  }

  @Test
  void manyDamagedPlacesAreCountedNotListed() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section();
    for (int i = 0; i < 250; i++) {
      file.block(6, enhanced(file.sub(), 0, 1, 1));
    }
    assertThat(read(file.toBytes()).warnings)
        .hasSize(CaptureDamage.MAX_WARNINGS + 1)
        .last()
        .isEqualTo("capture, byte 9,028: 150 more places are damaged.");
  }

  private static byte[] threePackets() {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section().block(1, file.sub().u16(1, 0).u32(0));
    for (int packet = 1; packet <= 3; packet++) {
      file.block(6, enhanced(file.sub(), 0, packet, packet));
    }
    return file.toBytes();
  }

  private static void statistics(
      FileBytes file, int time, long received, long ifDrop, long osDrop) {
    file.block(
        5,
        file.sub()
            .u32(0, 0, time)
            .option(4, file.sub().u64(received).toBytes())
            .option(5, file.sub().u64(ifDrop).toBytes())
            .option(7, file.sub().u64(osDrop).toBytes()));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Outcome read(byte[] file) throws Exception {
    try (CaptureReader reader = CaptureFile.open(Files.write(folder.resolve("capture"), file))) {
      List<SeenPacket> packets = SeenPacket.drain(reader);
      List<String> warnings = reader.warnings().stream().map(CaptureWarning::text).toList();
      return new Outcome(packets, reader.interfaces(), warnings, reader.secrets());
    }
  }
}
