package dev.stallscope.ui.control;

import dev.stallscope.ui.text.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Two buttons of which one is chosen. */
public final class Choice {
  private Choice() {}

  /**
   * A choice between two views.
   *
   * @param prefix a button is {@code <prefix>-<id>}, its text {@code <prefix>.show.<id>}
   * @param isSecond whether the second is chosen
   */
  public static HBox of(String prefix, String first, String second, BooleanProperty isSecond) {
    ToggleGroup group = new ToggleGroup();
    ToggleButton one = button(prefix, first, "left-pill", group);
    ToggleButton other = button(prefix, second, "right-pill", group);
    group.selectToggle(isSecond.get() ? other : one);
    group
        .selectedToggleProperty()
        .addListener(
            (_, old, now) -> {
              if (now == null) {
                group.selectToggle(old);
              } else {
                isSecond.set(now.equals(other));
              }
            });
    isSecond.addListener((_, _, is) -> group.selectToggle(is ? other : one));
    HBox box = new HBox(one, other);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private static ToggleButton button(String prefix, String id, String style, ToggleGroup group) {
    ToggleButton button = new ToggleButton(Texts.of(prefix + ".show." + id));
    button.setId(prefix + "-" + id);
    button.getStyleClass().addAll("small-button", style);
    button.setToggleGroup(group);
    return button;
  }
}
