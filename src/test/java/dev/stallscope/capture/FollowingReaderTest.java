package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FollowingReaderTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long SHORT_NANOS = 300_000_000;

  @TempDir Path folder;

  @Test
  void readsOnUntilItIsOver() throws Exception {
    byte[] whole = SampleFiles.pcap(1, 2, 3);
    Path file = Files.write(folder.resolve("growing"), Arrays.copyOf(whole, whole.length - 5));
    AtomicBoolean isOver = new AtomicBoolean();
    try (CaptureReader reader = CaptureFile.follow(List.of(file), isOver::get, NEVER)) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.count()).isEqualTo(2);
      byte[] rest = Arrays.copyOfRange(whole, whole.length - 5, whole.length);
      Thread writer = Thread.ofVirtual().start(() -> append(file, rest));
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.count()).isEqualTo(1);
      writer.join();
      isOver.set(true);
      assertThat(reader.read(batch)).isFalse();
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void endsWhenTheFileHasNotGrownForAWhile() throws Exception {
    Path file = Files.write(folder.resolve("quiet"), SampleFiles.pcap(1));
    try (CaptureReader reader = CaptureFile.follow(List.of(file), () -> false, SHORT_NANOS)) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(reader.read(batch)).isFalse();
    }
  }

  @Test
  void waitsForABeginningThatTheWriterStillKeepsBack() throws Exception {
    Path file = Files.createFile(folder.resolve("late"));
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(250);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  append(file, SampleFiles.pcap(1));
                });
    try (CaptureReader reader = CaptureFile.follow(List.of(file), () -> false, NEVER)) {
      assertThat(reader.read(new PacketBatch())).isTrue();
    }
    writer.join();
  }

  @Test
  void aFileThatStaysEmptyIsNoCapture() throws Exception {
    Path file = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> CaptureFile.follow(List.of(file), () -> false, SHORT_NANOS))
        .isInstanceOf(NoCaptureException.class)
        .hasMessageContaining("the file is empty");
  }

  private static void append(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
