package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file is, it is read to an end or refused with a sentence: gzip and zstd too. */
class CompressedCaptureFuzzTest {
  private static final Path NAME = Path.of("fuzz");

  static Stream<byte[]> files() throws IOException {
    byte[] plain = SampleFiles.pcapng();
    byte[] zipped = gzip(plain);
    byte[] zstd = Zstd.compress(plain);
    return Stream.of(
        plain,
        zipped,
        SampleFiles.concat(zipped, zipped),
        Arrays.copyOf(zipped, zipped.length / 2),
        zstd,
        Arrays.copyOf(zstd, zstd.length / 2),
        new byte[0]);
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "30s")
  void anyFileIsReadOrRefused(byte[] file) throws IOException {
    try (CaptureReader reader =
        CaptureFile.open(NAME, ByteSource.of(NAME, new ByteArrayInputStream(file), file.length))) {
      PacketBatch batch = new PacketBatch();
      long packets = 0;
      while (reader.read(batch)) {
        packets += batch.count();
      }
      assertThat(packets).isNotNegative();
      assertThat(reader.bytesRead()).isLessThanOrEqualTo(file.length);
      assertThat(reader.warnings()).allSatisfy(warning -> assertThat(warning.text()).endsWith("."));
    } catch (NoCaptureException e) {
      assertThat(e.getMessage()).startsWith("fuzz ").endsWith(".");
    } catch (EOFException | ZipException e) {
      // What opens a path says this in words.
      assertThat(e).hasStackTraceContaining("GZIPInputStream");
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
