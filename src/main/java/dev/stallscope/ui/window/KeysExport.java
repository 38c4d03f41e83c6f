package dev.stallscope.ui.window;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.KeyEmbedding;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.capture.SecretsRemoval;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** Writes the open capture anew with the keys of its connections inside, or without. */
final class KeysExport {
  private static final List<String> ENDINGS = List.of("pcapng");

  private final Workspace workspace;
  private final FileExport files;

  KeysExport(Workspace workspace, FileExport files) {
    this.workspace = workspace;
    this.files = files;
  }

  List<Action> actions() {
    return List.of(
        Action.of("embed-keys", "", this::embed, possible(() -> !logs().isEmpty())),
        Action.of("strip-keys", "", this::strip, possible(this::carriesKeys)));
  }

  /** Only one file can be written anew. */
  private BooleanBinding possible(BooleanSupplier condition) {
    return Bindings.createBooleanBinding(
        () -> workspace.filesProperty().get().size() == 1 && condition.getAsBoolean(),
        workspace.filesProperty(),
        workspace.keysProperty(),
        workspace.captureProperty());
  }

  private List<Path> logs() {
    return workspace.keysProperty().get().stream().map(KeySource::name).map(Path::of).toList();
  }

  private boolean carriesKeys() {
    Analysis analysis = workspace.analysis();
    return analysis != null
        && analysis.keys().sources().stream()
            .anyMatch(source -> source.keys().name().equals(KeySource.CAPTURE));
  }

  private void embed() {
    Path capture = workspace.filesProperty().get().getFirst();
    List<Path> logs = logs();
    files.save(
        "with-keys",
        ENDINGS,
        file -> KeyEmbedding.embed(capture, logs, file, AnalysisProgress.NONE));
  }

  private void strip() {
    Path capture = workspace.filesProperty().get().getFirst();
    files.save(
        "without-keys",
        ENDINGS,
        file -> SecretsRemoval.strip(capture, file, AnalysisProgress.NONE));
  }
}
