package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.analysis.detail.PacketField;
import dev.stallscope.report.Printable;
import dev.stallscope.ui.text.Texts;
import javafx.beans.binding.DoubleExpression;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.jspecify.annotations.Nullable;

/** A packet's headers and fields as a tree, its bytes beside them; a field marks its bytes. */
final class FieldsView {
  private static final double FIELDS_SHARE = 0.4;

  private final TreeView<PacketField> tree = new TreeView<>(new TreeItem<>());
  private final HexView hex;
  private final SplitPane root;

  /**
   * Nothing is shown yet.
   *
   * @param scale how much larger than designed text is
   */
  FieldsView(DoubleExpression scale) {
    hex = new HexView(scale);
    root = new SplitPane(tree, hex.node());
    tree.setId("packet-fields");
    tree.setAccessibleText(Texts.of("packets.fields"));
    tree.setShowRoot(false);
    tree.setCellFactory(_ -> new FieldCell());
    tree.getSelectionModel().selectedItemProperty().addListener((_, _, item) -> mark(item));
    root.setOrientation(Orientation.HORIZONTAL);
    root.setDividerPositions(FIELDS_SHARE);
    SplitPane.setResizableWithParent(hex.node(), false);
  }

  Node node() {
    return root;
  }

  /** Shows another packet with its innermost header unfolded. */
  void show(PacketDetail detail) {
    TreeItem<PacketField> headers = new TreeItem<>();
    detail.headers().forEach(header -> headers.getChildren().add(item(header)));
    if (!headers.getChildren().isEmpty()) {
      headers.getChildren().getLast().setExpanded(true);
    }
    tree.setRoot(headers);
    hex.show(detail.bytes());
    if (!headers.getChildren().isEmpty()) {
      tree.scrollTo(Math.max(0, headers.getChildren().size() - 2));
    }
  }

  private static TreeItem<PacketField> item(PacketField field) {
    TreeItem<PacketField> item = new TreeItem<>(field);
    field.fields().forEach(part -> item.getChildren().add(item(part)));
    return item;
  }

  private void mark(@Nullable TreeItem<PacketField> item) {
    if (item == null || item.getValue() == null) {
      hex.mark(0, 0);
    } else {
      hex.mark(item.getValue().offset(), item.getValue().length());
    }
  }

  /** A field with its value, whatever stands in it. */
  private static final class FieldCell extends TreeCell<PacketField> {
    @Override
    protected void updateItem(PacketField field, boolean isEmpty) {
      super.updateItem(field, isEmpty);
      setText(isEmpty || field == null ? null : Printable.of(field.text()));
    }
  }
}
