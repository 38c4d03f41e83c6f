package dev.stallscope.ui.packets;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.DisplayFilter;
import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.IndexedRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** Which packets are shown, and the selected one with its fields. */
public final class PacketsViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane finding;
  private final BackgroundTasks.Lane filtering;
  private final BooleanProperty all = new SimpleBooleanProperty();
  private final BooleanProperty isInSight = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<IndexedRows<PacketLine>> rows =
      new ReadOnlyObjectWrapper<>(IndexedRows.none());
  private final DecodedPacket decoded;
  private final ReadOnlyBooleanWrapper hasFilter = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canFollow = new ReadOnlyBooleanWrapper();
  private final MarkedPackets marked;
  private final ReadOnlyBooleanWrapper isFinding = new ReadOnlyBooleanWrapper();
  private PacketScope scope = new PacketScope.All();
  private PacketScope shownScope = scope;
  private int[] shown = new int[0];
  private @Nullable OpenedPackets packets;
  private @Nullable PacketLines lines;
  private boolean isSelecting;
  private boolean isStale;

  public PacketsViewModel(Workspace workspace) {
    this.workspace = workspace;
    marked = new MarkedPackets(workspace);
    finding = workspace.tasks().lane();
    decoded = new DecodedPacket(workspace.tasks().lane(), workspace::say);
    filtering = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, capture) -> replace(capture));
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    workspace.selection().rangeProperty().addListener((_, _, _) -> load());
    all.addListener((_, _, _) -> load());
    decoded.revealedProperty().addListener((_, _, _) -> decode());
    isInSight.addListener((_, _, _) -> catchUp());
    replace(workspace.capture());
  }

  /** Whether the pane is on screen; nothing is read for one that is not. */
  BooleanProperty inSightProperty() {
    return isInSight;
  }

  /** What the table shows. */
  public ReadOnlyObjectProperty<IndexedRows<PacketLine>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** The selected packet with its fields, or null. */
  public ReadOnlyObjectProperty<@Nullable PacketDetail> detailProperty() {
    return decoded.detailProperty();
  }

  /** Whether all packets are shown rather than those of the selection. */
  public BooleanProperty allProperty() {
    return all;
  }

  /** Whether secrets are shown. */
  public BooleanProperty revealedProperty() {
    return decoded.revealedProperty();
  }

  /** Whether Wireshark can be told what is shown. */
  public ReadOnlyBooleanProperty hasFilterProperty() {
    return hasFilter.getReadOnlyProperty();
  }

  /** Whether a connection is selected whose stream can be followed. */
  public ReadOnlyBooleanProperty canFollowProperty() {
    return canFollow.getReadOnlyProperty();
  }

  /** The index of the selected packet, or -1. */
  public int selected() {
    return workspace.selection().selected().packet();
  }

  /** Whether what is to be shown is being looked for; what was shown before stays until then. */
  public ReadOnlyBooleanProperty findingProperty() {
    return isFinding.getReadOnlyProperty();
  }

  /** Where the selected packet is in the table, or -1. */
  public int selectedRow() {
    return Math.max(-1, Arrays.binarySearch(shown, selected()));
  }

  /** Selects a packet for all panes; what is shown here stays. */
  public void select(int packet) {
    isSelecting = true;
    goTo(packet);
    isSelecting = false;
  }

  /** Selects a packet for all panes, and shows others here if it is not among those that are. */
  public void goTo(int packet) {
    OpenCapture capture = workspace.capture();
    if (capture != null && packet >= 0 && packet != selected()) {
      int flow = capture.index().flow(packet);
      workspace.selection().selectPacket(packet, isConnection(capture, flow) ? flow : -1);
    }
  }

  /** Those that the user marked. */
  MarkedPackets marked() {
    return marked;
  }

  /** How many of how many, and whose. */
  public String summary() {
    OpenCapture capture = workspace.capture();
    int count = capture == null ? 0 : capture.index().count();
    if (shown.length == 0 && isFinding.get()) {
      return "";
    }
    return shown.length == count
        ? Texts.of("packets.count", count)
        : Texts.of("packets.count-of", shown.length, count, title());
  }

  /** What to say where there is no packet to show. */
  public String emptyState() {
    if (isFinding.get()) {
      return Texts.of("packets.finding");
    }
    OpenCapture capture = workspace.capture();
    if (capture != null && capture.index().count() == 0) {
      return Texts.of("packets.empty");
    }
    return Texts.of(
        workspace.selection().rangeProperty().get() == null
            ? "packets.none"
            : "packets.none-in-range");
  }

  /** Time since the capture began. */
  long sinceStart(PacketLine line) {
    OpenCapture capture = workspace.capture();
    return capture == null
        ? 0
        : line.epochNanos() - capture.analysis().measurements().capture().firstNanos();
  }

  /** Time since the packet in the row above, or -1 in the first row. */
  long sinceRowAbove(PacketLine line) {
    int at = Arrays.binarySearch(shown, line.packet());
    OpenCapture capture = workspace.capture();
    return at <= 0 || capture == null || shown[at - 1] >= capture.index().count()
        ? -1
        : Math.max(0, line.epochNanos() - capture.index().epochNanos(shown[at - 1]));
  }

  /** The id of the connection whose stream would be followed, or -1. */
  int followed() {
    return workspace.selection().selected().connection();
  }

  /** Wireshark's filter for what is shown. */
  void filter(Consumer<String> taker) {
    OpenCapture capture = workspace.capture();
    if (capture != null && hasFilter.get()) {
      PacketScope wanted = current();
      int packet = selected();
      filtering.submit(
          () -> filter(new DisplayFilter(capture), wanted, packet), taker, workspace::say);
    }
  }

  private static String filter(DisplayFilter filter, PacketScope scope, int packet) {
    return scope instanceof PacketScope.All
        ? filter.ofPackets(new int[] {packet})
        : scope.filter(filter);
  }

  private PacketScope current() {
    return all.get() ? new PacketScope.All() : scope;
  }

  private String title() {
    return workspace.selection().rangeProperty().get() == null
        ? shownScope.title()
        : Texts.of("packets.in-range", shownScope.title());
  }

  /** Lines of a capture that grows stay until there are others. */
  private void replace(@Nullable OpenCapture capture) {
    finding.drop();
    isFinding.set(false);
    decoded.stop();
    if (lines != null) {
      lines.drop();
    }
    if (capture == null || !isInSight.get()) {
      decoded.clear();
      shown = new int[0];
      rows.set(IndexedRows.none());
    }
    if (capture == null) {
      decoded.revealedProperty().set(false);
    }
    packets = capture == null ? null : new OpenedPackets(capture);
    lines =
        packets == null ? null : new PacketLines(packets, workspace.tasks().lane(), workspace::say);
    follow();
    load();
  }

  private void follow() {
    Selected now = workspace.selection().selected();
    OpenCapture capture = workspace.capture();
    canFollow.set(capture != null && capture.analysis().measurements().isTcp(now.connection()));
    if (capture != null && !isSelecting) {
      PacketScope next = PacketScope.of(now, capture.analysis().measurements());
      if (!next.equals(scope) || selectedRow() < 0) {
        scope = next;
        load();
      }
    }
    hasFilter.set(!(current() instanceof PacketScope.All) || now.packet() >= 0);
    decode();
  }

  private void catchUp() {
    if (isStale && isInSight.get()) {
      isStale = false;
      load();
      decode();
    }
  }

  private void load() {
    OpenCapture capture = workspace.capture();
    if (capture == null || isOutOfSight()) {
      return;
    }
    PacketScope wanted = current();
    Selected now = workspace.selection().selected();
    TimeSpan range = workspace.selection().rangeProperty().get();
    isFinding.set(true);
    finding.submit(
        () -> FoundPackets.of(capture, wanted, now, range),
        this::show,
        failure -> {
          isFinding.set(false);
          workspace.say(failure);
        });
  }

  private void show(FoundPackets found) {
    isFinding.set(false);
    PacketLines source = lines;
    if (source == null) {
      return;
    }
    if (!all.get()) {
      scope = found.scope();
    }
    shownScope = found.scope();
    shown = found.packets();
    rows.set(
        IndexedRows.of(
            shown, source::line, item -> item instanceof PacketLine line ? line.packet() : -1));
  }

  private boolean isOutOfSight() {
    isStale |= !isInSight.get();
    return !isInSight.get();
  }

  private void decode() {
    if (!isOutOfSight()) {
      decoded.decode(packets, selected());
    }
  }

  private static boolean isConnection(OpenCapture capture, int flow) {
    return flow >= 0 && flow < capture.analysis().measurements().connections().size();
  }
}
