package dev.stallscope.ui.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthViewModelTest {
  private static final Path WHOLE = SampleCaptures.file("slow-reader");
  private static final int PACKETS = 646;

  @TempDir Path folder;
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicBoolean isOwn = new AtomicBoolean();
  private final GrowthViewModel model =
      new GrowthViewModel(rig.workspace(), isOwn::get, clock::get);
  private Path file;
  private byte[] bytes;
  private int written;

  @BeforeEach
  void writeTheBeginning() throws IOException {
    file = folder.resolve("grows.pcapng");
    bytes = Files.readAllBytes(WHOLE);
    write(bytes.length / 3);
    rig.open(file);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aFileThatStaysAsItIsIsNotSpokenOf() {
    for (int i = 0; i < 3; i++) {
      model.tick();
      rig.step();
    }
    assertThat(model.grownProperty().get()).isFalse();
  }

  @Test
  void aFileThatHasGrownIsReadAgainWhenTheUserWantsItWithWhatWasSelected() throws IOException {
    int before = packets();
    rig.workspace().selection().selectPacket(5);
    write(bytes.length - written);
    lookUntil(() -> model.grownProperty().get());
    assertThat(model.words()).isEqualTo("grows.pcapng has grown since it was read.");
    assertThat(packets()).isEqualTo(before);
    model.readAgain();
    model.tick();
    rig.await(() -> packets() == PACKETS);
    rig.await(() -> !model.readingProperty().get());
    assertThat(model.grownProperty().get()).isFalse();
    assertThat(rig.workspace().selection().selected().packet()).isEqualTo(5);
  }

  @Test
  void aFileThatIsFollowedIsReadWheneverItHasGrownButNotAllTheTime() throws IOException {
    model.followingProperty().set(true);
    write(bytes.length / 3);
    int beginning = packets();
    lookUntil(() -> packets() > beginning && !model.readingProperty().get());
    int more = packets();
    assertThat(more).isBetween(beginning + 1, PACKETS - 1);
    write(bytes.length - written);
    lookUntil(() -> model.grownProperty().get());
    assertThat(packets()).isEqualTo(more);
    clock.addAndGet(2_000_000_000L);
    lookUntil(() -> packets() == PACKETS);
    model.followingProperty().set(false);
    assertThat(model.isPossible().get()).isTrue();
  }

  @Test
  void anotherFileIsFollowedByNobody() {
    model.followingProperty().set(true);
    rig.open(WHOLE);
    assertThat(model.followingProperty().get()).isFalse();
    rig.workspace().closeCapture();
    assertThat(model.isPossible().get()).isFalse();
  }

  @Test
  void whatThisProgramWritesItselfIsLeftToIt() throws IOException {
    isOwn.set(true);
    write(bytes.length - written);
    for (int i = 0; i < 3; i++) {
      model.tick();
    }
    isOwn.set(false);
    assertThat(model.grownProperty().get()).isFalse();
    lookUntil(() -> model.grownProperty().get());
  }

  /** Looks at the file, at least once. */
  private void lookUntil(BooleanSupplier isSo) {
    rig.await(
        () -> {
          model.tick();
          return isSo.getAsBoolean();
        });
  }

  private int packets() {
    return Objects.requireNonNull(rig.workspace().capture()).index().count();
  }

  private void write(int count) throws IOException {
    Files.write(
        file,
        Arrays.copyOfRange(bytes, written, written + count),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    written += count;
  }
}
