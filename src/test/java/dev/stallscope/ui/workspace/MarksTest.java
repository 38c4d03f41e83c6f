package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final Marks marks = rig.workspace().marks();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void markedPacketsFollowEachOtherRoundAndRound() {
    assertThat(marks.next(5, true)).isEmpty();
    marks.togglePacket(9);
    marks.togglePacket(3);
    assertThat(marks.next(3, true)).contains(9);
    assertThat(marks.next(9, true)).contains(3);
    assertThat(marks.next(3, false)).contains(9);
    assertThat(marks.next(-1, true)).contains(3);
    marks.togglePacket(9);
    assertThat(marks.packetsProperty().get()).containsExactly(3);
  }

  @Test
  void marksStayWhileTheCaptureGrowsAndGoWithIt(@TempDir Path folder) throws Exception {
    byte[] whole = Files.readAllBytes(SampleCaptures.file("queued-in-pool"));
    Path growing = folder.resolve("growing.pcapng");
    Files.write(growing, Arrays.copyOf(whole, whole.length * 4 / 5));
    rig.open(growing);
    int exchange = rig.workspace().analysis().measurements().exchanges().size() - 1;
    String label = label(exchange);
    marks.togglePin(exchange);
    marks.togglePacket(7);
    Files.write(growing, whole);
    rig.refresh(growing);
    assertThat(marks.packetsProperty().get()).containsExactly(7);
    assertThat(marks.pinnedProperty().get())
        .singleElement()
        .satisfies(id -> assertThat(label(id)).isEqualTo(label));
    rig.workspace().closeCapture();
    assertThat(marks.packetsProperty().get()).isEmpty();
    assertThat(marks.pinnedProperty().get()).isEmpty();
  }

  private String label(int exchange) {
    return rig.workspace().analysis().measurements().exchanges().get(exchange).label();
  }
}
