package dev.stallscope.ui.window;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.value.ObservableDoubleValue;

/** How much of a column the proofs need, so that large text does not leave them too little. */
final class RoomForProofs {
  /** Heights in which something can be seen, at the designed size of text: of a proof, */
  private static final double LEAST_PROOFS = 190;

  /** and of two exchanges. */
  private static final double LEAST_ABOVE = 102;

  private RoomForProofs() {}

  /**
   * What stands above the proofs may have of the height that it needs.
   *
   * @param needed pixels, 0 while not known
   * @param height of the column
   * @param scale how much larger than designed text is
   */
  static DoubleBinding leave(
      ObservableDoubleValue needed, ObservableDoubleValue height, ObservableDoubleValue scale) {
    return Bindings.createDoubleBinding(
        () -> {
          double left = height.get() - LEAST_PROOFS * scale.get();
          return Math.min(needed.get(), Math.max(LEAST_ABOVE * scale.get(), left));
        },
        needed,
        height,
        scale);
  }
}
