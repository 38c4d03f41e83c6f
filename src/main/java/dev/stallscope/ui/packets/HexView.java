package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.ByteText;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.text.Texts;
import java.util.stream.IntStream;
import javafx.beans.binding.DoubleExpression;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;

/** The bytes of a packet in hex and text, with those of one field marked. */
final class HexView {
  private static final double ROW_HEIGHT = 18;

  /** Where the first byte of a line stands in hex, and where as text. */
  private static final int HEX_AT = 6;

  private static final int TEXT_AT = 56;
  private static final int OFFSET_DIGITS = 4;

  private final ListView<Integer> list = new ListView<>();
  private final WholeRows root = new WholeRows(list);
  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /**
   * Nothing is shown yet.
   *
   * @param scale how much larger than designed text is
   */
  HexView(DoubleExpression scale) {
    list.setId("packet-hex");
    list.setAccessibleText(Texts.of("packets.hex"));
    list.getStyleClass().add("hex");
    list.fixedCellSizeProperty().bind(scale.multiply(ROW_HEIGHT));
    list.setCellFactory(_ -> new Line());
  }

  Node node() {
    return root;
  }

  /** Shows the bytes of another packet. */
  void show(byte[] packet) {
    bytes = packet;
    from = 0;
    to = 0;
    int lines = (packet.length + ByteText.LINE_BYTES - 1) / ByteText.LINE_BYTES;
    list.getItems().setAll(IntStream.range(0, lines).boxed().toList());
    list.scrollTo(0);
  }

  /** Marks the bytes of a field and brings them into view; of none for a length of 0. */
  void mark(int offset, int length) {
    from = offset;
    to = offset + length;
    list.refresh();
    if (length > 0) {
      list.scrollTo(Math.max(0, offset / ByteText.LINE_BYTES - 1));
    }
  }

  /** The marked part of a line of a dump, as it is cut out of its text. */
  static String[] parts(String line, int from, int to) {
    if (from >= to) {
      return new String[] {line};
    }
    // from the 65,537th byte on the number of the first one has a digit more
    int shift = line.indexOf(' ') - OFFSET_DIGITS;
    int hexFrom = shift + HEX_AT + column(from);
    int hexTo = shift + HEX_AT + column(to - 1) + 2;
    int textFrom = shift + TEXT_AT + from;
    int textTo = Math.min(line.length(), shift + TEXT_AT + to);
    return new String[] {
      line.substring(0, hexFrom),
      line.substring(hexFrom, hexTo),
      line.substring(hexTo, textFrom),
      line.substring(textFrom, textTo),
      line.substring(textTo)
    };
  }

  /** Two digits and a space a byte, one more space in the middle. */
  private static int column(int at) {
    return 3 * at + (at >= ByteText.LINE_BYTES / 2 ? 1 : 0);
  }

  /** A line of 16 bytes; every second part of it is marked. */
  private final class Line extends ListCell<Integer> {
    @Override
    protected void updateItem(Integer line, boolean isEmpty) {
      super.updateItem(line, isEmpty);
      setText(null);
      setGraphic(isEmpty || line == null ? null : parts(line));
      setAccessibleText(isEmpty || line == null ? null : ByteText.hexLine(bytes, line));
    }

    private HBox parts(int line) {
      int start = line * ByteText.LINE_BYTES;
      int marked = Math.clamp(from - start, 0, ByteText.LINE_BYTES);
      int end = Math.clamp(to - start, 0, Math.min(ByteText.LINE_BYTES, bytes.length - start));
      HBox box = new HBox();
      boolean isMarked = false;
      for (String part : HexView.parts(ByteText.hexLine(bytes, line), marked, end)) {
        Label label = new Label(part);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add(isMarked ? "hex-marked" : "hex-plain");
        box.getChildren().add(label);
        isMarked = !isMarked;
      }
      return box;
    }
  }
}
