package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.analysis.detail.PacketRow;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.IndexedRows;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.RowInSight;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The packets as a table, the selected one below it, and over both the stream that is followed. */
public final class PacketsView implements Pane {
  private static final double TABLE_SHARE = 0.52;
  private static final PseudoClass REPAIR = PseudoClass.getPseudoClass("repair");

  private final PacketsViewModel model;
  private final StreamViewModel stream;
  private final WiresharkLaunch wireshark;
  private final PacketsHeader header;
  private final StreamView streamView;
  private final FieldsView fields;
  private final TableView<PacketLine> table;
  private final WholeRows rows;
  private final RowInSight inSight;
  private final SplitPane split;
  private final StackPane root;
  private boolean isFollowing;

  public PacketsView(Workspace workspace) {
    model = new PacketsViewModel(workspace);
    stream = new StreamViewModel(workspace);
    wireshark = new WiresharkLaunch(workspace, model);
    streamView = new StreamView(stream);
    fields = new FieldsView(workspace.appearance().scaleProperty());
    table =
        TableColumns.table(
            "packets-table", workspace.appearance().scaleProperty(), Texts.of("pane.packets"));
    addColumns(workspace.appearance());
    table.setRowFactory(_ -> new Row());
    workspace.marks().packetsProperty().addListener((_, _, _) -> table.refresh());
    ContextMenu menu = new ContextMenu();
    actions().forEach(action -> menu.getItems().add(action.buttonItem()));
    table.setContextMenu(menu);
    table.getSelectionModel().selectedIndexProperty().addListener((_, _, at) -> select(at));
    rows = new WholeRows(table);
    inSight = new RowInSight(table);
    split = new SplitPane(rows);
    split.setOrientation(Orientation.VERTICAL);
    header = new PacketsHeader(model, this::followStream, this::copyFilter, wireshark);
    BorderPane page = new BorderPane(split);
    page.setTop(header.node());
    page.visibleProperty().bind(stream.openProperty().not());
    page.getStyleClass().add("proof-pane");
    root = new StackPane(page, streamView.node());
    model.rowsProperty().addListener((_, _, _) -> show());
    model.findingProperty().addListener((_, _, _) -> tell());
    model.detailProperty().addListener((_, _, detail) -> show(detail));
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    model.inSightProperty().bind(InSight.of(root));
    show();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    if (stream.openProperty().get()) {
      streamView.focus();
    } else {
      table.requestFocus();
    }
  }

  /** Selects a packet for all panes and shows it here, before a stream that is followed. */
  public void goTo(int packet) {
    stream.close();
    model.goTo(packet);
  }

  @Override
  public List<Action> actions() {
    MarkedPackets marked = model.marked();
    return List.of(
        Action.of("packets.all", "Shortcut+Shift+P", this::toggleAll),
        Action.of(
            "packets.follow",
            "Shortcut+Alt+Shift+T",
            this::followStream,
            model.canFollowProperty()),
        Action.of(
            "packets.copy-filter", "Shortcut+Shift+F", this::copyFilter, model.hasFilterProperty()),
        Action.of("packets.mark", "Shortcut+M", marked::toggle, marked.isPossible()),
        Action.of(
            "packets.next-mark",
            "Shortcut+Shift+N",
            () -> model.goTo(marked.beside(true)),
            marked.areThere()),
        Action.of(
            "packets.previous-mark",
            "Shortcut+Shift+B",
            () -> model.goTo(marked.beside(false)),
            marked.areThere()),
        Action.of(
            "packets.wireshark",
            "Shortcut+Shift+W",
            wireshark::open,
            wireshark.possibleProperty()));
  }

  private void addColumns(Appearance appearance) {
    TableColumns<PacketLine> columns =
        new TableColumns<>(table, "packet", appearance.scaleProperty());
    columns.number("number", 74, this::number);
    columns.number("time", 82, line -> seconds(model.sinceStart(line)));
    columns.number("since", 72, this::sinceRowAbove);
    columns.add("source", 104, line -> line.text(PacketRow::source));
    columns.add("destination", 104, line -> line.text(PacketRow::destination));
    columns.add("protocol", 66, line -> line.text(PacketRow::protocol));
    columns.number("length", 66, line -> SizeText.of(line.length()));
    columns.fill(columns.add("info", 320, line -> line.text(PacketRow::info)));
  }

  /** As in Wireshark, with a sign before that of a marked one. */
  private String number(PacketLine line) {
    String number = "%,d".formatted(line.packet() + 1);
    return model.marked().contains(line.packet()) ? Texts.of("packets.marked", number) : number;
  }

  /** To a tenth of a millisecond, in one unit, so that a column can be compared. */
  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%,.4f s", (double) nanos / Nanos.PER_SECOND);
  }

  private String sinceRowAbove(PacketLine line) {
    long nanos = model.sinceRowAbove(line);
    return nanos < 0 ? "" : "+" + DurationText.of(nanos);
  }

  private void show() {
    isFollowing = true;
    table.setItems(model.rowsProperty().get());
    isFollowing = false;
    tell();
    follow();
  }

  /** How many packets there are, and why there are none. */
  private void tell() {
    table.setPlaceholder(EmptyState.of(model.emptyState()));
    header.show();
  }

  private void show(@Nullable PacketDetail detail) {
    if (detail == null) {
      split.getItems().setAll(rows);
      return;
    }
    fields.show(detail);
    if (split.getItems().size() == 1) {
      split.getItems().add(fields.node());
      split.setDividerPositions(TABLE_SHARE);
    }
  }

  private void select(Number at) {
    IndexedRows<PacketLine> rows = model.rowsProperty().get();
    if (!isFollowing && at.intValue() >= 0 && at.intValue() < rows.size()) {
      model.select(rows.id(at.intValue()));
    }
  }

  private void follow() {
    int at = model.selectedRow();
    isFollowing = true;
    if (at < 0) {
      table.getSelectionModel().clearSelection();
    } else if (at != table.getSelectionModel().getSelectedIndex()) {
      table.getSelectionModel().clearAndSelect(at);
      inSight.seek();
    }
    isFollowing = false;
  }

  private void toggleAll() {
    model.allProperty().set(!model.allProperty().get());
  }

  private void followStream() {
    if (model.canFollowProperty().get()) {
      stream.open(model.followed());
    }
  }

  private void copyFilter() {
    model.filter(CopiedText::put);
  }

  /** A row; what was lost or sent again is red. */
  private static final class Row extends TableRow<PacketLine> {
    @Override
    protected void updateItem(PacketLine line, boolean isEmpty) {
      super.updateItem(line, isEmpty);
      pseudoClassStateChanged(REPAIR, !isEmpty && line != null && line.isLossOrRepair());
    }
  }
}
