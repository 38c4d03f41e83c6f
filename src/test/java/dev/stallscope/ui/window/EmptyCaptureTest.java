package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.WindowRig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where a capture holds nothing: no pane asks to select what is not there. */
@NeedsDisplay
class EmptyCaptureTest {
  /** What each pane says, by the id of its tab. */
  private static final Map<String, String> SAID =
      Map.of(
          "tcp-window", "There is no connection in this capture, so there is no window to show.",
          "connections", "There is no TCP connection in this capture.",
          "packets", "The capture holds no packets.",
          "streams", "There is no connection in this capture that could have carried bytes.");

  @Test
  void everyPaneSaysWhyItIsEmpty(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("empty.pcap"), header());
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.read(file);
      assertThat(shown(rig))
          .contains(
              "Nothing in this capture could be judged.",
              "no exchanges · no connections · no lookups")
          .doesNotContain("Nothing here costs noticeable time.");
      SAID.forEach(
          (pane, sentence) -> {
            rig.robot().clickOn("#tab-" + pane);
            rig.await(() -> shown(rig).contains(sentence));
          });
    }
  }

  /** A pcap file of Ethernet in microseconds, without a packet. */
  private static byte[] header() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(262_144)
        .putInt(1)
        .array();
  }

  private static List<String> shown(WindowRig rig) {
    return rig
        .robot()
        .from(rig.stage().getScene().getRoot())
        .lookup(".label")
        .lookup(EmptyCaptureTest::isSeen)
        .<Label>queryAll()
        .stream()
        .map(Label::getText)
        .toList();
  }

  private static boolean isSeen(Node node) {
    return node instanceof Label && (node.getParent() == null || isTreeVisible(node));
  }

  private static boolean isTreeVisible(Node node) {
    return node.isVisible() && (node.getParent() == null || isTreeVisible(node.getParent()));
  }
}
