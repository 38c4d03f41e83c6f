package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the user marked to come back to it: packets, by their indexes, and exchanges, by their ids,
 * which are pinned so that no filter takes them away. Belongs to one capture, and goes along while
 * that grows.
 */
public final class Marks {
  private final ReadOnlyObjectWrapper<Set<Integer>> packets = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<Set<Integer>> pinned = new ReadOnlyObjectWrapper<>(Set.of());

  /** Indexes of the marked packets. */
  public ReadOnlyObjectProperty<Set<Integer>> packetsProperty() {
    return packets.getReadOnlyProperty();
  }

  /** Ids of the pinned exchanges. */
  public ReadOnlyObjectProperty<Set<Integer>> pinnedProperty() {
    return pinned.getReadOnlyProperty();
  }

  /** Marks a packet, or takes its mark away. */
  public void togglePacket(int packet) {
    toggle(packets, packet);
  }

  /** Pins an exchange, or lets it go. */
  public void togglePin(int exchange) {
    toggle(pinned, exchange);
  }

  private static void toggle(ReadOnlyObjectWrapper<Set<Integer>> marked, int one) {
    Set<Integer> next = new TreeSet<>(marked.get());
    if (!next.remove(one)) {
      next.add(one);
    }
    marked.set(Set.copyOf(next));
  }

  /** The marked packet after another or before it, from the other end where there is none. */
  public Optional<Integer> next(int packet, boolean isForward) {
    NavigableSet<Integer> sorted = new TreeSet<>(packets.get());
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    Integer beside = isForward ? sorted.higher(packet) : sorted.lower(packet);
    Integer end = isForward ? sorted.first() : sorted.last();
    return Optional.of(Objects.requireNonNullElse(beside, end));
  }

  void clear() {
    packets.set(Set.of());
    pinned.set(Set.of());
  }

  /** The same in a later state of the capture, as far as it is there. */
  void carryOver(OpenCapture before, OpenCapture later) {
    if (packets.get().isEmpty() && pinned.get().isEmpty()) {
      return;
    }
    Renumbering numbers = new Renumbering(before, later);
    Set<Integer> marked = new TreeSet<>();
    packets.get().stream().map(numbers::packet).filter(one -> one >= 0).forEach(marked::add);
    packets.set(Set.copyOf(marked));
    List<Exchange> old = before.analysis().measurements().exchanges();
    List<Exchange> now = later.analysis().measurements().exchanges();
    Set<Integer> kept = new TreeSet<>();
    for (int id : pinned.get()) {
      if (id < old.size()) {
        Counterparts.of(old.get(id), numbers, now).ifPresent(kept::add);
      }
    }
    pinned.set(Set.copyOf(kept));
  }
}
