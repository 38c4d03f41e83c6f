package dev.stallscope.ui.versions;

import dev.stallscope.probe.compare.CaptureSubject;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.versions.VersionsView;
import dev.stallscope.ui.control.versions.VersionsViewModel;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The versions of HTTP that the open capture holds side by side. */
public final class CaptureVersionsView implements Pane {
  private final CaptureVersionsViewModel model;
  private final ComboBox<CaptureSubject> subjects = new ComboBox<>();
  private final Label empty = EmptyState.of("");
  private final VersionsView view;
  private final BorderPane compared;
  private final StackPane root;
  private boolean isFollowing;

  public CaptureVersionsView(Workspace workspace) {
    model = new CaptureVersionsViewModel(workspace);
    view = new VersionsView("capture-versions", model.versions(), workspace.appearance());
    subjects.setId("capture-versions-subject");
    subjects.setAccessibleText(Texts.of("versions.subject"));
    subjects.setMaxWidth(Double.MAX_VALUE);
    subjects.setCellFactory(_ -> new SubjectCell());
    subjects.setButtonCell(new SubjectCell());
    subjects.valueProperty().addListener((_, _, subject) -> choose(subject));
    HBox.setHgrow(subjects, Priority.ALWAYS);
    HBox header = new HBox(subjects);
    header.getStyleClass().add("pane-header");
    compared = new BorderPane(view.node());
    compared.setTop(header);
    empty.setId("capture-versions-empty");
    root = new StackPane(empty, compared);
    root.getStyleClass().add("proof-pane");
    model.foundProperty().addListener((_, _, _) -> show());
    model.chosenProperty().addListener((_, _, _) -> show());
    model.inSightProperty().bind(InSight.of(root));
    show();
  }

  /** What is compared. */
  public VersionsViewModel versions() {
    return model.versions();
  }

  /**
   * Offers something to compare while there is nothing.
   *
   * @param note what that takes
   */
  public void offerInstead(List<Action> ways, String note) {
    VBox offer = EmptyState.of(empty, ways, note);
    offer.visibleProperty().bind(empty.visibleProperty());
    root.getChildren().addFirst(offer);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    if (compared.isVisible()) {
      subjects.requestFocus();
    } else {
      root.requestFocus();
    }
  }

  private void choose(@Nullable CaptureSubject subject) {
    if (!isFollowing && subject != null) {
      model.chosenProperty().set(subject);
    }
  }

  private void show() {
    List<CaptureSubject> found = model.foundProperty().get().subjects();
    isFollowing = true;
    if (!subjects.getItems().equals(found)) {
      subjects.getItems().setAll(found);
    }
    subjects.setValue(model.chosenProperty().get());
    isFollowing = false;
    compared.setVisible(!found.isEmpty());
    empty.setVisible(found.isEmpty());
    empty.setText(model.emptyState());
  }

  /** A resource or a page, made harmless. */
  private static final class SubjectCell extends ListCell<CaptureSubject> {
    @Override
    protected void updateItem(CaptureSubject subject, boolean isEmpty) {
      super.updateItem(subject, isEmpty);
      setText(isEmpty || subject == null ? null : CaptureVersionsViewModel.title(subject));
    }
  }
}
