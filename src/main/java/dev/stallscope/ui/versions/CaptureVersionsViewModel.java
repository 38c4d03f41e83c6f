package dev.stallscope.ui.versions;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.probe.compare.CaptureSubject;
import dev.stallscope.probe.compare.CaptureVersions;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.report.CaptureVersionsText;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.ui.control.versions.VersionsViewModel;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the open capture holds in several versions of HTTP, and which of it is compared. */
public final class CaptureVersionsViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane finding;
  private final BackgroundTasks.Lane comparing;
  private final VersionsViewModel versions = new VersionsViewModel();
  private final ReadOnlyObjectWrapper<CaptureVersions> found =
      new ReadOnlyObjectWrapper<>(CaptureVersions.NONE);
  private final ObjectProperty<@Nullable CaptureSubject> chosen = new SimpleObjectProperty<>();
  private final BooleanProperty isInSight = new SimpleBooleanProperty();
  private @Nullable OpenCapture readOf;

  /** What was compared before the pane went out of sight. */
  private @Nullable CaptureSubject before;

  public CaptureVersionsViewModel(Workspace workspace) {
    this.workspace = workspace;
    finding = workspace.tasks().lane();
    comparing = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> load());
    isInSight.addListener((_, _, _) -> load());
    chosen.addListener((_, _, subject) -> compare(subject));
    load();
  }

  /** Whether the pane is on screen; nothing is compared for one that is not. */
  BooleanProperty inSightProperty() {
    return isInSight;
  }

  public VersionsViewModel versions() {
    return versions;
  }

  /** What can be compared. */
  public ReadOnlyObjectProperty<CaptureVersions> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** What is compared; null where nothing can be. */
  public ObjectProperty<@Nullable CaptureSubject> chosenProperty() {
    return chosen;
  }

  /** The comparison of what is chosen. */
  public Comparison comparison() {
    return versions.comparisonProperty().get();
  }

  /** One line that names a subject. */
  static String title(CaptureSubject subject) {
    return subject.isPage()
        ? Texts.of("versions.page", shown(subject), subject.resources())
        : shown(subject);
  }

  private static String shown(CaptureSubject subject) {
    return Printable.of(Labels.REDACTED.text(subject.text()));
  }

  /** Why nothing can be compared, and what to do. */
  public String emptyState() {
    return workspace.analysis() == null
        ? Texts.of("versions.no-capture")
        : CaptureVersionsText.obstacle(found.get(), Texts.of("versions.probe")).replace("`", "");
  }

  private void load() {
    OpenCapture capture = workspace.capture();
    if (capture == null) {
      finding.drop();
      readOf = null;
      take(CaptureVersions.NONE);
    } else if (!capture.equals(readOf)) {
      if (isInSight.get()) {
        readOf = capture;
        finding.submit(() -> CaptureVersions.of(capture.analysis()), this::take, workspace::say);
      } else if (readOf != null) {
        finding.drop();
        readOf = null;
        take(CaptureVersions.NONE);
      }
    }
  }

  /** A capture that grows keeps what is compared. */
  private void take(CaptureVersions now) {
    before = chosen.get() == null ? before : chosen.get();
    found.set(now);
    chosen.set(
        now.subjects().stream()
            .filter(this::isAsBefore)
            .findFirst()
            .or(() -> now.subjects().stream().findFirst())
            .orElse(null));
  }

  private boolean isAsBefore(CaptureSubject subject) {
    CaptureSubject last = before;
    return last != null && subject.text().equals(last.text()) && subject.isPage() == last.isPage();
  }

  private void compare(@Nullable CaptureSubject subject) {
    if (subject == null) {
      comparing.drop();
      versions.clear();
      return;
    }
    List<String> notes =
        found.get().isAcrossPorts() ? List.of(CaptureVersionsText.acrossPorts()) : List.of();
    comparing.submit(subject::compared, now -> versions.show(now, notes), workspace::say);
  }
}
