package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.ui.workspace.BackgroundTasks;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The fields of one packet, decoded in the background, with secrets masked or not. */
final class DecodedPacket {
  private final BackgroundTasks.Lane decoding;
  private final Consumer<Throwable> failed;
  private final BooleanProperty revealed = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<@Nullable PacketDetail> detail =
      new ReadOnlyObjectWrapper<>();

  DecodedPacket(BackgroundTasks.Lane decoding, Consumer<Throwable> failed) {
    this.decoding = decoding;
    this.failed = failed;
  }

  /** Its fields, or null. */
  ReadOnlyObjectProperty<@Nullable PacketDetail> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  /** Whether secrets are shown. */
  BooleanProperty revealedProperty() {
    return revealed;
  }

  /** Decodes a packet; none for a negative index. */
  void decode(@Nullable OpenedPackets source, int packet) {
    if (source == null || packet < 0) {
      clear();
      return;
    }
    boolean isRevealed = revealed.get();
    decoding.submit(() -> source.detail(packet, isRevealed), this::show, failed);
  }

  /** Decodes nothing any more; what is shown stays. */
  void stop() {
    decoding.drop();
  }

  /** Shows no packet. */
  void clear() {
    decoding.drop();
    detail.set(null);
  }

  /** The same fields of a capture that has grown leave in place what the user has unfolded. */
  private void show(PacketDetail decoded) {
    PacketDetail now = detail.get();
    if (now == null
        || now.row().packet() != decoded.row().packet()
        || !now.headers().equals(decoded.headers())) {
      detail.set(decoded);
    }
  }
}
