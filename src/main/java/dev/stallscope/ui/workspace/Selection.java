package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectPropertyBase;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one selection that all panes follow, with its history.
 *
 * <p>What is selected changes as a whole, so that a pane never sees a finding with the packet of
 * another. The time range is apart: it stays while one looks at one thing after the other.
 */
public final class Selection {
  /** More steps than anyone goes back. */
  private static final int MAX_HISTORY = 100;

  private final SelectedProperty selected = new SelectedProperty();
  private final ObjectProperty<@Nullable TimeSpan> range = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Long> zeroNanos = new SimpleObjectProperty<>();
  private final Deque<Selected> before = new ArrayDeque<>();
  private final Deque<Selected> after = new ArrayDeque<>();
  private final Supplier<@Nullable Analysis> analysis;
  private boolean isCarryingOver;

  /**
   * Nothing is selected.
   *
   * @param analysis that on screen, or null
   */
  Selection(Supplier<@Nullable Analysis> analysis) {
    this.analysis = analysis;
  }

  public ReadOnlyObjectProperty<Selected> selectedProperty() {
    return selected;
  }

  public Selected selected() {
    return selected.get();
  }

  /** The brushed time, or null for the whole capture. */
  public ObjectProperty<@Nullable TimeSpan> rangeProperty() {
    return range;
  }

  /** The time in epoch nanoseconds that panes call 0, or null for where each begins. */
  public ObjectProperty<@Nullable Long> zeroNanosProperty() {
    return zeroNanos;
  }

  /** Selects a finding of what is on screen, with the exchange, connection and packet to show. */
  public void select(Finding finding) {
    Analysis shown = analysis.get();
    if (shown != null) {
      go(Selected.of(finding, shown));
    }
  }

  /** Selects an exchange, its connection and its first packet; the finding stays if it is of it. */
  public void select(Exchange exchange) {
    Finding current = selected().finding();
    boolean isOfFinding = current != null && current.exchanges().contains(exchange.id());
    go(
        new Selected(
            isOfFinding ? current : null,
            exchange.id(),
            exchange.connection(),
            exchange.firstPacket()));
  }

  /** Selects a connection; the finding stays if it is of it. */
  public void selectConnection(int connection) {
    Finding current = selected().finding();
    boolean isOfFinding = current != null && current.connections().contains(connection);
    go(new Selected(isOfFinding ? current : null, -1, connection, -1));
  }

  /** Selects a packet and leaves the rest as it is. */
  public void selectPacket(int packet) {
    Selected now = selected();
    go(new Selected(now.finding(), now.exchange(), now.connection(), packet));
  }

  /** Selects a packet with the connection that it belongs to, or -1. */
  public void selectPacket(int packet, int connection) {
    Selected now = selected();
    boolean isSame = connection == now.connection();
    go(new Selected(now.finding(), isSame ? now.exchange() : -1, connection, packet));
  }

  /** Selects nothing; one can go back from there. */
  public void selectNothing() {
    go(Selected.NOTHING);
  }

  /** Selects nothing and forgets the history, the range and the zero, as for another capture. */
  public void clear() {
    before.clear();
    after.clear();
    range.set(null);
    zeroNanos.set(null);
    selected.set(Selected.NOTHING);
  }

  /**
   * Replaces the capture by a later state of it. What is selected is selected there before anybody
   * hears of the capture, and told after that, so that panes follow once and never see what belongs
   * to the other state.
   *
   * @param before null where nothing was open
   */
  void carryOver(@Nullable OpenCapture before, OpenCapture later, Runnable replace) {
    this.before.clear();
    after.clear();
    if (before != null) {
      selected.now = selected().in(before, later);
    }
    isCarryingOver = true;
    replace.run();
    selected.tell();
    isCarryingOver = false;
  }

  /** Whether what is told now is what was selected before, in a later state of the capture. */
  public boolean isCarryingOver() {
    return isCarryingOver;
  }

  /** Goes back to what was selected before. */
  public void back() {
    step(before, after);
  }

  /** Undoes {@link #back()}. */
  public void forward() {
    step(after, before);
  }

  private void go(Selected next) {
    Selected now = selected();
    if (next.equals(now)) {
      return;
    }
    before.push(now);
    if (before.size() > MAX_HISTORY) {
      before.removeLast();
    }
    after.clear();
    selected.set(next);
  }

  private void step(Deque<Selected> from, Deque<Selected> to) {
    Selected next = from.poll();
    if (next != null) {
      to.push(selected());
      selected.set(next);
    }
  }

  /** What is selected; it may change before that is told. */
  private static final class SelectedProperty extends ReadOnlyObjectPropertyBase<Selected> {
    private Selected now = Selected.NOTHING;

    void set(Selected next) {
      now = next;
      tell();
    }

    /** Who listens hears only of what differs from what it heard before. */
    void tell() {
      fireValueChangedEvent();
    }

    @Override
    public Selected get() {
      return now;
    }

    @Override
    public @Nullable Object getBean() {
      return null;
    }

    @Override
    public String getName() {
      return "selected";
    }
  }
}
