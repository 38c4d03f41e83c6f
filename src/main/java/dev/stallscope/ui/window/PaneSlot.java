package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.function.Function;

/**
 * A pane of the window.
 *
 * @param id its title is {@code pane.<id>} in the bundle, that of a tab also {@code tab.<id>}
 * @param key brings the keyboard to it
 */
record PaneSlot(String id, Place place, String key, Function<Workspace, Pane> factory) {
  /** Where a pane is docked. */
  enum Place {
    /** Over everything, in full width. */
    TOP,
    /** The left column: the story. */
    STORY,
    /** Right, above: the exchanges. */
    MAIN,
    /** Right, below: a tab among the proofs. */
    PROOF
  }

  String title() {
    return Texts.of("pane." + id);
  }

  /** For a tab where the titles of all have no room; there is one for each proof. */
  String shortTitle() {
    return Texts.of("tab." + id);
  }
}
