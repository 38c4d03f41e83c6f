package dev.stallscope.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFileTest {
  @TempDir Path folder;

  @Test
  void theNameOfAFileSaysNothing() throws Exception {
    assertThat(SeenPacket.of(write("picture.png", SampleFiles.pcap(1, 2)))).hasSize(2);
    assertThat(SeenPacket.of(write("old.pcap", SampleFiles.pcapng()))).hasSize(8);
  }

  @Test
  void anEmptyCaptureIsValid() throws Exception {
    for (byte[] file : List.of(SampleFiles.pcap(), new FileBytes(BIG_ENDIAN).section().toBytes())) {
      try (CaptureReader reader = CaptureFile.open(write("empty", file))) {
        assertThat(SeenPacket.drain(reader)).isEmpty();
        assertThat(reader.warnings()).isEmpty();
        assertThat(reader.bytesRead()).isEqualTo(reader.sizeBytes()).isEqualTo(file.length);
      }
    }
  }

  @Test
  void readsGzipOfSeveralMembersAndZstd() throws Exception {
    byte[] file = SampleFiles.pcapng();
    byte[] members =
        SampleFiles.concat(
            SampleFiles.gzip(Arrays.copyOf(file, 100)),
            SampleFiles.gzip(Arrays.copyOfRange(file, 100, file.length)));
    List<SeenPacket> plain = SeenPacket.of(write("plain", file));
    assertThat(SeenPacket.of(write("gzip", members))).isEqualTo(plain);
    assertThat(SeenPacket.of(write("zstd", Zstd.compress(file)))).isEqualTo(plain);
  }

  @Test
  void countsWhatIsReadOfACompressedFile() throws Exception {
    byte[] zipped = SampleFiles.gzip(SampleFiles.pcap(1, 2, 3));
    try (CaptureReader reader = CaptureFile.open(write("some.gz", zipped))) {
      SeenPacket.drain(reader);
      assertThat(reader.bytesRead()).isEqualTo(reader.sizeBytes()).isEqualTo(zipped.length);
    }
  }

  @Test
  void keepsWhatATruncatedGzipStillHolds() throws Exception {
    byte[] packet = new byte[50_000];
    new Random(1).nextBytes(packet);
    FileBytes file = SampleFiles.pcapHeader(BIG_ENDIAN, SampleFiles.MICROS);
    for (int i = 0; i < 4; i++) {
      file.u32(i, 0, packet.length, packet.length).bytes(packet);
    }
    byte[] zipped = SampleFiles.gzip(file.toBytes());
    Path path = write("cut.pcap.gz", Arrays.copyOf(zipped, zipped.length * 5 / 8));
    try (CaptureReader reader = CaptureFile.open(path)) {
      assertThat(SeenPacket.drain(reader)).hasSize(2);
      assertThat(reader.warnings()).hasSize(1);
      assertThat(reader.warnings().getFirst().text())
          .startsWith("cut.pcap.gz, byte 12")
          .endsWith(
              ": the compressed data are cut off or damaged here, so what followed is missing"
                  + " (Unexpected end of ZLIB input stream).");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                          | the file is empty",
        "'{\"log\": {}}'             | it looks like a HAR file",
        "'[1, 2]'                    | it looks like JSON, perhaps a HAR file",
        "hello world                 | it looks like text, not like pcap or pcapng",
        "äh                          | it looks like text, not like pcap or pcapng",
        "<html>                      | it looks like HTML or XML",
        "<?xml?><pdml>               | it looks like the XML output of tshark; give the capture"
            + " itself",
        "CLIENT_RANDOM 12 34         | it looks like a TLS key log; give it with --keys, beside the"
            + " capture",
        "12:00:01.123456 IP a > b    | it looks like the text output of tcpdump; capture with:"
            + " tcpdump -w FILE",
        "'    1 0.000000 10.0.0.1 → 10.0.0.2 TCP 74' | it looks like the text output of tshark;"
            + " give the capture itself",
        "4:1:x;                      | it looks like a file of mitmproxy"
      })
  void saysWhatATextIsInstead(String text, String what) throws Exception {
    assertRefused(text.getBytes(UTF_8), what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127,69,76,70,2,1       | it looks like a program",
        "137,80,78,71,13,10     | it looks like a picture (PNG)",
        "80,75,3,4              | it looks like a zip archive; unpack it first",
        "253,55,122,88,90,0     | it is compressed with xz; unpack it first",
        "115,110,111,111,112,0,0,0 | it is a capture in Sun's snoop format; convert it with:"
            + " editcap IN OUT.pcapng",
        "0,0,0,0,0              | it begins with nothing but zeros, as after a crash or on a full"
            + " disk",
        "212,195,178            | it begins neither like pcap nor like pcapng (its first bytes are"
            + " d4 c3 b2)"
      })
  void saysWhatBytesAreInstead(String bytes, String what) throws Exception {
    StringBuilder latin = new StringBuilder();
    for (String value : bytes.split(",")) {
      latin.append((char) Integer.parseInt(value));
    }
    assertRefused(latin.toString().getBytes(ISO_8859_1), what);
  }

  @Test
  void saysWhatACompressedFileIsInstead() throws Exception {
    assertRefused(
        SampleFiles.gzip("hello".getBytes(UTF_8)), "it looks like text, not like pcap or pcapng");
    assertRefused(
        SampleFiles.gzip(SampleFiles.gzip(SampleFiles.pcap())),
        "it is compressed twice with gzip; unpack it first");
  }

  private void assertRefused(byte[] file, String what) throws IOException {
    Path path = write("other", file);
    assertThatThrownBy(() -> CaptureFile.open(path))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(path + " is no capture: " + what + ".");
  }

  @Test
  void namesAMissingFileADirectoryAndABrokenGzip() throws Exception {
    Path missing = folder.resolve("none.pcap");
    assertThatThrownBy(() -> CaptureFile.open(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + " does not exist.");
    assertThatThrownBy(() -> CaptureFile.open(folder))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(folder + " is a directory, not a capture file.");
    Path broken = write("broken.gz", new byte[] {0x1f, (byte) 0x8b, 9});
    assertThatThrownBy(() -> CaptureFile.open(broken))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(broken + " begins like gzip but cannot be decompressed.");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
