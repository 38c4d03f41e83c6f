package dev.stallscope.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSecretsTest {
  private static final byte[] KEY_LOG = "CLIENT_RANDOM 01 0203\n".getBytes(US_ASCII);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void standBeforeTheFirstPacketAndLeaveAllElseAsItIs(boolean isBigEndian) throws IOException {
    ByteOrder order = isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] head = head(order, -1).toBytes();
    byte[] rest = packets(order).bytes((byte) 7, (byte) 7).toBytes();
    byte[] secrets =
        new FileBytes(order)
            .block(10, new FileBytes(order).u32(0x544c534b, KEY_LOG.length).padded(KEY_LOG))
            .toBytes();
    Path out = embedded(join(head, rest));
    assertThat(Files.readAllBytes(out)).isEqualTo(join(head, secrets, rest));
  }

  @Test
  void makeASectionForgetItsLength() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] with = head(order, 96).bytes(packets(order).toBytes()).toBytes();
    byte[] without = head(order, -1).bytes(packets(order).toBytes()).toBytes();
    Path stripped = folder.resolve("stripped");
    SecretsRemoval.strip(embedded(with), stripped, progress(false));
    assertThat(Files.readAllBytes(stripped)).isEqualTo(without);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 1})
  void turnAPcapIntoAPcapngWithItsResolution(long nanosPerUnit) throws IOException {
    long fraction = nanosPerUnit == 1 ? 123_456_789 : 123_456;
    byte[] pcap =
        new FileBytes(ByteOrder.BIG_ENDIAN)
            .u32(nanosPerUnit == 1 ? 0xa1b23c4dL : 0xa1b2c3d4L)
            .u16(2, 4)
            .u32(0, 0, 1500, LinkType.RAW)
            .u32(1_700_000_000, fraction, 3, 60)
            .bytes((byte) 1, (byte) 2, (byte) 3)
            .toBytes();
    Path out = embedded(pcap);
    assertThat(SeenPacket.of(out))
        .containsExactly(
            new SeenPacket(
                1_700_000_000_000_000_000L + fraction * nanosPerUnit,
                60,
                "[1, 2, 3]",
                0,
                LinkType.RAW,
                LinkDirection.UNKNOWN));
    byte[] resolution =
        new FileBytes(ByteOrder.LITTLE_ENDIAN).u16(9, 1).u32(nanosPerUnit == 1 ? 9 : 6).toBytes();
    assertThat(Files.readAllBytes(out)).containsSequence(resolution);
    try (CaptureReader reader = CaptureFile.open(out)) {
      SeenPacket.drain(reader);
      assertThat(reader.secrets()).extracting(DecryptionSecrets::text).containsExactly(text());
      assertThat(reader.interfaces().getFirst().snapLength()).isEqualTo(1500);
    }
  }

  @Test
  void areEmbeddedInWhatIsCompressed() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] plain = head(order, -1).bytes(packets(order).toBytes()).toBytes();
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(plain);
    }
    Path out = folder.resolve("out");
    EmbeddedSecrets.embed(packed, KEY_LOG, out, progress(false));
    assertThat(Files.readAllBytes(out)).isEqualTo(Files.readAllBytes(embedded(plain)));
  }

  @Test
  void areLeftOutWhereverTheyStandAndWhateverTheirKind() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    FileBytes wireGuard = new FileBytes(order).u32(0x57474b4c, 4, 0x01020304);
    byte[] head = head(order, -1).toBytes();
    byte[] packets = packets(order).toBytes();
    byte[] secrets = new FileBytes(order).block(10, wireGuard).toBytes();
    Path capture = write("capture", join(head, secrets, packets, secrets, head, secrets, packets));
    Path out = folder.resolve("out");
    assertThat(SecretsRemoval.strip(capture, out, progress(false)).blocks()).isEqualTo(3);
    assertThat(Files.readAllBytes(out)).isEqualTo(join(head, packets, head, packets));
  }

  @Test
  void areLeftOutWithTheDamageThatMayHideThem() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] head = head(order, -1).toBytes();
    byte[] packets = packets(order).toBytes();
    byte[] damaged = new FileBytes(order).u32(10, 13, 0x544c534b, 4, 0x41414141, 24).toBytes();
    Path capture = write("capture", join(head, damaged, packets, damaged));
    Path out = folder.resolve("out");
    SecretsRemoval.Result result = SecretsRemoval.strip(capture, out, progress(false));
    assertThat(Files.readAllBytes(out)).isEqualTo(join(head, packets));
    assertThat(result.warnings()).isNotEmpty();
  }

  @Test
  void leaveWhatIsThereAloneWhenCancelled() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] bytes = head(order, -1).bytes(packets(order).toBytes()).toBytes();
    Path capture = write("capture", bytes);
    Path out = write("out", new byte[] {1});
    assertThat(EmbeddedSecrets.embed(capture, KEY_LOG, out, progress(true))).isFalse();
    assertThat(SecretsRemoval.strip(capture, out, progress(true)).isComplete()).isFalse();
    assertThat(folder)
        .isDirectoryContaining(file -> file.equals(out))
        .isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    assertThat(Files.readAllBytes(out)).containsExactly(1);
  }

  @Test
  void areNotLookedForInAPcap() throws IOException {
    byte[] pcap =
        new FileBytes(ByteOrder.BIG_ENDIAN).u32(0xa1b2c3d4L).u16(2, 4).u32(0, 0, 0, 1).toBytes();
    Path capture = write("capture", pcap);
    assertThatThrownBy(() -> SecretsRemoval.strip(capture, folder.resolve("out"), progress(false)))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(capture + " is a pcap, which cannot hold keys: there is nothing to strip.");
  }

  private static String text() {
    return new String(KEY_LOG, US_ASCII);
  }

  private Path embedded(byte[] capture) throws IOException {
    Path out = folder.resolve("embedded");
    assertThat(EmbeddedSecrets.embed(write("plain", capture), KEY_LOG, out, progress(false)))
        .isTrue();
    return out;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static FileBytes head(ByteOrder order, long sectionLength) {
    FileBytes section = new FileBytes(order).u32(0x1a2b3c4d).u16(1, 0).u64(sectionLength);
    return new FileBytes(order)
        .block(0x0a0d0d0a, section)
        .block(1, new FileBytes(order).u16(1, 0).u32(0));
  }

  private static FileBytes packets(ByteOrder order) {
    FileBytes one = new FileBytes(order).u32(0, 0, 1000, 2, 2).padded((byte) 1, (byte) 2);
    return new FileBytes(order).block(6, one).block(0x0bad, one.sub().u32(5)).block(6, one);
  }

  private static byte[] join(byte[]... parts) {
    FileBytes all = new FileBytes(ByteOrder.LITTLE_ENDIAN);
    for (byte[] part : parts) {
      all.bytes(part);
    }
    return all.toBytes();
  }

  private static ReadingProgress progress(boolean isCancelled) {
    return new ReadingProgress() {
      @Override
      public void read(long bytesRead, long sizeBytes, int packets) {}

      @Override
      public boolean isCancelled() {
        return isCancelled;
      }
    };
  }
}
