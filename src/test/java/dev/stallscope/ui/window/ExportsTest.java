package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.text.Texts;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

class ExportsTest {
  private static final int RGB = 0xffffff;

  @TempDir Path folder;
  private final List<Path> proposed = new ArrayList<>();
  private final AtomicReference<Optional<Path>> chosen = new AtomicReference<>(Optional.empty());
  private final WindowRig rig =
      WindowRig.open(
          1000,
          800,
          List.of(),
          _ -> List.of(),
          (_, file, _) -> {
            proposed.add(file);
            return chosen.get();
          });

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nothingCanBeExportedBeforeACaptureIsOpen() {
    assertThat(item("export-report").isDisable()).isTrue();
    assertThat(picture("Waterfall", "picture.1x").isDisable()).isTrue();
    rig.read(SampleCaptures.file("slow-reader"));
    assertThat(item("export-report").isDisable()).isFalse();
    assertThat(picture("Waterfall", "picture.1x").isDisable()).isFalse();
  }

  @Test
  void writesAPictureOfTheSelectedFindingInTheWindowsTheme() throws Exception {
    rig.read(SampleCaptures.file("slow-reader"));
    rig.run(() -> rig.workspace().appearance().choose(Theme.DARK));
    Path png = folder.resolve("slide.png");
    export(item("export-report"), png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(1920);
    assertThat(image.getRGB(0, 0) & RGB).isEqualTo(Palette.of(Theme.DARK).rgb(Tone.PANEL));
  }

  @Test
  void writesThePageAndTheArchiveByTheirEnding() throws Exception {
    rig.read(SampleCaptures.file("slow-reader"));
    export(item("export-report"), folder.resolve("report.html"));
    export(item("export-report"), folder.resolve("report.har"));
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<h1>The client program");
    assertThat(Files.readString(folder.resolve("report.har"))).contains("/bytes/800000");
  }

  @Test
  void beginsWhereTheLastFileWent() {
    rig.read(SampleCaptures.file("slow-reader"));
    export(item("export-report"), folder.resolve("one.har"));
    export(item("export-report"), folder.resolve("two.har"));
    assertThat(proposed).containsExactly(Path.of("report"), folder.resolve("report"));
  }

  @Test
  void saysWhatIsWrittenWithoutAWarningSign() {
    rig.read(SampleCaptures.file("slow-reader"));
    export(item("export-report"), folder.resolve("report.har"));
    assertThat(said()).contains("report.har");
    assertThat(sign()).isEqualTo(Feather.CHECK);
  }

  @Test
  void saysWhatCannotBeWritten() {
    rig.read(SampleCaptures.file("slow-reader"));
    export(item("export-report"), folder.resolve("none/slide.png"));
    assertThat(said()).contains("slide.png cannot be written");
    assertThat(sign()).isEqualTo(Feather.ALERT_TRIANGLE);
  }

  @NeedsDisplay
  @Test
  void copiesTheReport() {
    rig.read(SampleCaptures.file("slow-reader"));
    assertThat(copied(item("copy-picture")).getWidth()).isEqualTo(1920);
  }

  @NeedsDisplay
  @Test
  void copiesAPane() {
    rig.read(SampleCaptures.file("slow-reader"));
    Node pane = rig.find("#pane-waterfall", Node.class);
    assertThat(copied(picture("Waterfall", "picture.copy")).getWidth())
        .isEqualTo(Math.ceil(pane.getLayoutBounds().getWidth()));
  }

  @Test
  void aPaneIsDrawnWithAsManyPixelsAsAreWanted() throws Exception {
    rig.read(SampleCaptures.file("slow-reader"));
    for (String pane : List.of("Overview", "Findings", "Waterfall", "Window graph")) {
      BufferedImage once = saved(pane, 1);
      BufferedImage twice = saved(pane, 2);
      BufferedImage thrice = saved(pane, 3);
      assertThat(twice.getWidth()).as(pane).isBetween(2 * once.getWidth() - 2, 2 * once.getWidth());
      assertThat(thrice.getHeight())
          .as(pane)
          .isBetween(3 * once.getHeight() - 3, 3 * once.getHeight());
    }
  }

  private BufferedImage saved(String pane, int scale) throws Exception {
    Path file = folder.resolve("%s-%d.png".formatted(pane, scale));
    export(picture(pane, "picture.%dx".formatted(scale)), file);
    return ImageIO.read(file.toFile());
  }

  private Image copied(MenuItem item) {
    rig.run(item::fire);
    rig.await(() -> said().equals(Texts.of("export.copied")));
    return rig.ask(() -> Clipboard.getSystemClipboard().getImage());
  }

  private void export(MenuItem item, Path file) {
    chosen.set(Optional.of(file));
    rig.run(() -> rig.workspace().say(""));
    rig.run(item::fire);
    rig.await(() -> !said().isEmpty());
  }

  private Ikon sign() {
    return rig.ask(
        () ->
            ((FontIcon) rig.stage().getScene().lookup("#banner .ikonli-font-icon")).getIconCode());
  }

  private String said() {
    return rig.workspace().problemProperty().get();
  }

  private MenuItem item(String action) {
    return items(rig.find("#menu", MenuBar.class).getMenus().stream(), "menu-" + action);
  }

  private MenuItem picture(String pane, String action) {
    Menu pictures = (Menu) item("pictures");
    return items(
        pictures.getItems().stream()
            .filter(one -> pane.equals(one.getText()))
            .map(Menu.class::cast),
        "menu-" + action);
  }

  private static MenuItem items(Stream<Menu> menus, String id) {
    return menus
        .map(Menu::getItems)
        .flatMap(List::stream)
        .filter(item -> id.equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }
}
