package dev.stallscope.ui.packets;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.analysis.detail.PacketRow;
import dev.stallscope.flow.tcp.SegmentEvent;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** A line of the table: what the index knows at once, and the decoded row when it has come. */
public final class PacketLine {
  private final int packet;
  private final long epochNanos;
  private final int length;
  private final PacketMarks marks;
  private final ReadOnlyObjectWrapper<@Nullable PacketRow> row = new ReadOnlyObjectWrapper<>();

  PacketLine(int packet, long epochNanos, int length, PacketMarks marks) {
    this.packet = packet;
    this.epochNanos = epochNanos;
    this.length = length;
    this.marks = marks;
  }

  /** Index from 0. */
  public int packet() {
    return packet;
  }

  public long epochNanos() {
    return epochNanos;
  }

  /** Bytes on the wire. */
  public int length() {
    return length;
  }

  /** Whether it was lost, or sent again. */
  public boolean isLossOrRepair() {
    return marks.has(SegmentEvent.LOST)
        || marks.has(SegmentEvent.RETRANSMISSION)
        || marks.has(SegmentEvent.FAST_RETRANSMISSION)
        || marks.has(SegmentEvent.SPURIOUS_RETRANSMISSION);
  }

  /** The decoded row, or null until it has come. */
  public ReadOnlyObjectProperty<@Nullable PacketRow> rowProperty() {
    return row.getReadOnlyProperty();
  }

  void decoded(PacketRow decoded) {
    row.set(decoded);
  }

  /** A column of the decoded row, empty until it has come. */
  ObservableValue<String> text(Function<PacketRow, String> column) {
    return row.map(column).orElse("");
  }
}
