package dev.stallscope.ui.window;

import dev.stallscope.ui.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** The system's own dialog. */
public final class SystemOpenDialog implements OpenDialog {
  @Override
  public List<Path> ask(Window owner) {
    return ask(
        owner,
        "open.title",
        new FileChooser.ExtensionFilter(
            Texts.of("open.captures"),
            "*.pcap",
            "*.pcapng",
            "*.cap",
            "*.pcap.gz",
            "*.pcapng.gz",
            "*.cap.gz",
            "*.pcap.zst",
            "*.pcapng.zst"));
  }

  @Override
  public List<Path> askForKeys(Window owner) {
    return ask(
        owner,
        "open.keys-title",
        new FileChooser.ExtensionFilter(
            Texts.of("open.keys"), "*.log", "*.keylog", "*.txt", "*.keys"));
  }

  private static List<Path> ask(Window owner, String title, FileChooser.ExtensionFilter usual) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.of(title));
    chooser
        .getExtensionFilters()
        .addAll(usual, new FileChooser.ExtensionFilter(Texts.of("open.all"), "*"));
    List<File> files = chooser.showOpenMultipleDialog(owner);
    return files == null ? List.of() : files.stream().map(File::toPath).toList();
  }
}
