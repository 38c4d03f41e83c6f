package dev.stallscope.ui.window;

import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Window;

/** Asks where a file shall be, begins where the last one went, and writes it in the background. */
final class FileExport {
  private static final String FOLDER_KEY = "export.folder";

  private final Workspace workspace;
  private final Window owner;
  private final SaveDialog dialog;

  FileExport(Workspace workspace, Window owner, SaveDialog dialog) {
    this.workspace = workspace;
    this.owner = owner;
    this.dialog = dialog;
  }

  /** Writes a file; not on the FX thread. */
  @FunctionalInterface
  interface Writing {
    void to(Path file) throws IOException;
  }

  /**
   * Asks and writes.
   *
   * @param name a file name without ending
   * @param endings what it may end in, the usual first
   */
  void save(String name, List<String> endings, Writing writing) {
    Path folder = Path.of(workspace.settings().text(FOLDER_KEY).orElse(""));
    dialog.ask(owner, folder.resolve(name), endings).ifPresent(file -> write(file, writing));
  }

  private void write(Path file, Writing writing) {
    Path folder = file.toAbsolutePath().getParent();
    workspace.settings().put(FOLDER_KEY, folder == null ? "" : folder.toString());
    workspace
        .tasks()
        .lane()
        .submit(
            () -> {
              writing.to(file);
              return file;
            },
            written -> workspace.tell(Texts.of("export.written", written)),
            workspace::say);
  }

  /** Puts a picture on the clipboard. */
  void copy(Image image) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(image);
    Clipboard.getSystemClipboard().setContent(content);
    workspace.tell(Texts.of("export.copied"));
  }

  /** Puts a text on the clipboard. */
  void copy(String text) {
    CopiedText.put(text);
    workspace.tell(Texts.of("export.text-copied"));
  }
}
