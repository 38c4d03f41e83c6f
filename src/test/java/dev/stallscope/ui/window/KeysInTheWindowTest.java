package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysInTheWindowTest {
  private static final Path CAPTURE = SampleCaptures.file("https-with-keys");
  private static final Path KEYS = CAPTURE.resolveSibling("keys.log");

  @TempDir Path folder;
  private final AtomicReference<Optional<Path>> saved = new AtomicReference<>(Optional.empty());
  private final WindowRig rig =
      WindowRig.open(1000, 800, List.of(), _ -> List.of(KEYS), (_, _, _) -> saved.get());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aKeyLogIsOpenedForWhatIsOpen() {
    assertThat(item("open-keys").isDisable()).isTrue();
    rig.read(CAPTURE);
    showResolution();
    rig.await(() -> summary().endsWith("0 of 1 TLS connection decrypted"));
    rig.run(item("open-keys")::fire);
    rig.await(() -> summary().endsWith("1 of 1 TLS connection decrypted"));
    assertThat(rig.ask(() -> rig.stage().getScene().lookup("#record-keys").isVisible())).isFalse();
  }

  @Test
  void howToRecordKeysIsAClickAway() {
    rig.read(CAPTURE);
    showResolution();
    rig.run(rig.find("#record-keys", Hyperlink.class)::fire);
    assertThat(rig.find("#help", Node.class).isVisible()).isTrue();
    assertThat(rig.robot().lookup("#help .code-block").queryAllAs(TextArea.class))
        .anyMatch(code -> code.getText().contains("SSLKEYLOGFILE=$PWD/keys.log curl"));
    rig.run(rig.find("#help-close", Button.class)::fire);
    assertThat(rig.ask(() -> rig.stage().getScene().lookup("#help").isVisible())).isFalse();
    rig.run(rig.find("#record-keys", Hyperlink.class)::fire);
    assertThat(rig.find("#help", Node.class).isVisible()).isTrue();
  }

  @Test
  void keysAreEmbeddedAndStripped() {
    Path with = folder.resolve("with.pcapng");
    Path without = folder.resolve("without.pcapng");
    rig.read(CAPTURE);
    assertThat(item("embed-keys").isDisable()).isTrue();
    assertThat(item("strip-keys").isDisable()).isTrue();
    rig.run(item("open-keys")::fire);
    rig.await(() -> !item("embed-keys").isDisable() && rig.workspace().analysis() != null);
    saved.set(Optional.of(with));
    rig.run(item("embed-keys")::fire);
    rig.await(() -> rig.workspace().problemProperty().get().contains("with.pcapng"));
    rig.read(with);
    assertThat(item("strip-keys").isDisable()).isFalse();
    saved.set(Optional.of(without));
    rig.run(item("strip-keys")::fire);
    rig.await(() -> rig.workspace().problemProperty().get().contains("without.pcapng"));
    assertThat(without).hasSameBinaryContentAs(CAPTURE);
  }

  private void showResolution() {
    rig.run(item("visit.resolution")::fire);
  }

  private String summary() {
    return ((Label) rig.stage().getScene().lookup("#resolution-summary")).getText();
  }

  private MenuItem item(String action) {
    MenuBar bar = rig.find("#menu", MenuBar.class);
    return bar.getMenus().stream()
        .flatMap(menu -> menu.getItems().stream())
        .filter(item -> ("menu-" + action).equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }
}
