package dev.stallscope.ui.control;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * The selected row of a list or a table, which stays in sight until the user scrolls away from it.
 * From then on what was scrolled to stays at the top where the place of the rows gets another
 * height, which would move it.
 */
public final class RowInSight {
  private static final String FLOW = ".virtual-flow";

  /** That stay in sight above a row that is sought, where there is room. */
  private static final int ABOVE = 2;

  private final Rows rows;
  private boolean isSought;

  public RowInSight(ListView<?> list) {
    this(Rows.of(list));
  }

  public RowInSight(TableView<?> table) {
    this(Rows.of(table));
  }

  private RowInSight(Rows rows) {
    this.rows = rows;
    rows.control().addEventFilter(ScrollEvent.ANY, _ -> leave());
    rows.control().addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> leave());
    rows.control()
        .heightProperty()
        .addListener((_, before, _) -> stayAfterLayout(before.doubleValue()));
  }

  /** Scrolls to the selected row; rows that have come just now do not know yet where they are. */
  public void seek() {
    isSought = true;
    afterLayout(this::show);
  }

  /** Lets the rows be where the user has scrolled them to. */
  public void leave() {
    isSought = false;
  }

  private void stayAfterLayout(double heightBefore) {
    double above = above();
    boolean wasShown = isShown(heightBefore);
    afterLayout(
        () -> {
          if (isSought && rows.chosen().getAsInt() >= 0) {
            show();
          } else if (rows.control().lookup(FLOW) instanceof VirtualFlow<?> flow) {
            flow.scrollPixels(above - above());
            if (wasShown && !isShown(rows.control().getHeight())) {
              rows.scrollTo().accept(Math.max(0, rows.chosen().getAsInt() - fitting() + 1));
            }
          }
        });
  }

  /** Pixels of the rows above those in sight. */
  private double above() {
    if (rows.control().lookup(FLOW) instanceof VirtualFlow<?> flow) {
      IndexedCell<?> first = flow.getFirstVisibleCell();
      return first == null ? 0 : first.getIndex() * rows.height().get() - first.getLayoutY();
    }
    return 0;
  }

  /** Whether all of the selected row is in sight where the control is so high. */
  private boolean isShown(double height) {
    double row = rows.height().get();
    int chosen = rows.chosen().getAsInt();
    double top = chosen * row - above();
    return chosen >= 0 && top > -1 && top + row < height - rows.around() + 1;
  }

  private void afterLayout(Runnable then) {
    Scene scene = rows.control().getScene();
    if (scene != null) {
      scene.addPostLayoutPulseListener(
          new Runnable() {
            @Override
            public void run() {
              scene.removePostLayoutPulseListener(this);
              then.run();
            }
          });
      Platform.requestNextPulse();
    }
  }

  private void show() {
    int chosen = rows.chosen().getAsInt();
    if (isSought && chosen >= 0) {
      int above = Math.clamp(fitting() - 1, 0, ABOVE);
      // no later than the last one that leaves no place free below
      int lastTop = Math.max(0, rows.size().getAsInt() - fitting());
      rows.scrollTo().accept(Math.clamp(chosen - above, 0, lastTop));
    }
  }

  private int fitting() {
    double room = rows.control().getHeight() - rows.around() + 1;
    return (int) (room / rows.height().get());
  }
}
