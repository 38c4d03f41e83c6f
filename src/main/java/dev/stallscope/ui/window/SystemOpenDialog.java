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
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.of("open.title"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                Texts.of("open.captures"),
                "*.pcap",
                "*.pcapng",
                "*.cap",
                "*.pcap.gz",
                "*.pcapng.gz",
                "*.cap.gz",
                "*.pcap.zst",
                "*.pcapng.zst"),
            new FileChooser.ExtensionFilter(Texts.of("open.all"), "*"));
    List<File> files = chooser.showOpenMultipleDialog(owner);
    return files == null ? List.of() : files.stream().map(File::toPath).toList();
  }
}
