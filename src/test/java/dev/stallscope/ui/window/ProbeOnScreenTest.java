package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking a URL as a user does it, against a server in this process, with pictures. */
class ProbeOnScreenTest {
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder()
          .commonName("shop.test")
          .addSubjectAlternativeName("localhost")
          .build();

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aUrlIsAskedFromTheStartPageAndTheResultIsSaved() throws Exception {
    Path har = folder.resolve("probe.har");
    try (WindowRig rig =
        WindowRig.open(
            WindowRig.SMALL, 800, List.of(), _ -> List.of(), (_, _, _) -> Optional.of(har))) {
      rig.await(() -> rig.find("#start-probe", Button.class).getWidth() > 0);
      rig.robot().clickOn("#start-probe");
      rig.await(() -> rig.find("#probe-url", TextField.class).isFocused());
      answers(1);
      rig.run(() -> rig.find("#probe-url", TextField.class).setText(url()));
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure").clickOn("#probe-start");
      ListView<?> rows = rig.find("#probe-runs-list", ListView.class);
      rig.await(() -> rows.getItems().size() == 2 && isOver(rig));
      assertThat(rig.find("#probe-title", Label.class).getText()).isEqualTo("GET " + url());
      assertThat(rig.find("#probe-list", ListView.class).getItems()).hasSize(1);
      oneRunFillsThePage(rig, rows);
      share(rig, "Export the probe…");
      rig.await(() -> Files.exists(har) && Files.size(har) > 0);
      assertThat(Files.readString(har)).contains("\"creator\"", "/start");
      share(rig, "Copy the probe as Markdown");
      assertThat(rig.ask(() -> Clipboard.getSystemClipboard().getString()))
          .startsWith("## GET https://")
          .contains("| HTTP/2 cold | 1 |");
    }
  }

  /** With nothing to be compared, the phases of the run are there instead of an empty half. */
  private static void oneRunFillsThePage(WindowRig rig, ListView<?> rows) {
    rig.robot().clickOn("#probe-options");
    Region steps = rig.find("#probe-steps-chart", Region.class);
    rig.await(() -> steps.isVisible() && steps.getHeight() > 300 && rows.getHeight() < 100);
    assertThat(steps.getAccessibleText()).contains("TLS ", "wait ", " ms");
    assertThat(rig.ask(() -> rig.stage().getScene().lookup("#probe-medians").isVisible()))
        .isFalse();
  }

  /** A menu that has just opened may still move under the mouse: its entry is fired instead. */
  private static void share(WindowRig rig, String way) {
    MenuButton share = rig.find("#probe-share", MenuButton.class);
    rig.run(
        () ->
            share.getItems().stream()
                .filter(item -> way.equals(item.getText()))
                .forEach(MenuItem::fire));
  }

  @Test
  void aCaptureThatIsOpenedTakesThePlaceOfTheProbesAndTheyStay() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      rig.robot().clickOn("#toolbar-probe");
      assertThat(rig.find("#probe-empty", Label.class).isVisible()).isTrue();
      rig.read(SampleCaptures.file("slow-reader"));
      assertThat(rig.find("#finding-title", Label.class).isVisible()).isTrue();
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#pane-probe").isVisible())).isFalse();
    }
  }

  @NeedsDisplay
  @Test
  void theProbesInTheirThemes() {
    try (WindowRig rig = WindowRig.open(1280, 800, samples(), _ -> List.of())) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.U);
      picture(rig, "probe-empty");
      answers(6);
      rig.run(() -> rig.find("#probe-url", TextField.class).setText(url()));
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure");
      rig.robot().clickOn("#probe-warm").clickOn("#probe-resumed");
      rig.robot().clickOn("#probe-version-HTTP_1_1").clickOn("#probe-version-HTTP_2");
      rig.robot().clickOn("#probe-version-NEGOTIATED");
      picture(rig, "probe-options");
      rig.robot().clickOn("#probe-start").clickOn("#probe-options");
      rig.await(() -> rig.find("#probe-runs-list", ListView.class).getItems().size() == 12);
      rig.await(() -> isOver(rig));
      picture(rig, "probe-runs");
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure").clickOn("#probe-options");
      rig.robot().clickOn("#probe-start");
      rig.await(() -> rig.find("#probe-list", ListView.class).getItems().size() == 2);
      rig.await(() -> isOver(rig));
      picture(rig, "probe-failed");
      server.enqueue(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure").clickOn("#probe-options");
      rig.robot().clickOn("#probe-start");
      rig.await(
          () ->
              rig.find("#probe-runs-list", ListView.class).getItems().size() == 1 && !isOver(rig));
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#probe-facts"))).isNull();
      picture(rig, "probe-in-progress");
      rig.robot().clickOn("#probe-cancel");
      rig.await(() -> isOver(rig));
      rig.robot().push(KeyCode.CONTROL, KeyCode.W);
      picture(rig, "start-sources");
    }
  }

  @NeedsDisplay
  @Test
  void aRecordedProbeInItsThemes() {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    server.setDispatcher(new SamePage());
    String home = System.setProperty("user.home", folder.toString());
    try (WindowRig rig = WindowRig.open(1280, 800, samples(), _ -> List.of())) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.U);
      rig.run(() -> rig.find("#probe-url", TextField.class).setText(url()));
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure").clickOn("#probe-record");
      rig.run(() -> rig.find("#probe-concurrent", Spinner.class).increment(5));
      picture(rig, "probe-options-recorded");
      rig.robot().clickOn("#probe-options").clickOn("#probe-start");
      rig.await(() -> rig.find("#probe-runs-list", ListView.class).getItems().size() == 6);
      rig.await(() -> isOver(rig));
      GridPane packets = rig.find("#probe-packets", GridPane.class);
      rig.await(() -> packets.getRowCount() > 4);
      picture(rig, "probe-recorded");
      rig.run(() -> rig.stage().setWidth(2560));
      rig.run(() -> rig.stage().setHeight(1440));
      Region steps = rig.find("#probe-steps-chart", Region.class);
      rig.await(() -> steps.isVisible() && steps.getHeight() > 300);
      picture(rig, "probe-recorded-2560");
      Hyperlink first =
          packets.lookupAll(".hyperlink").stream()
              .map(Hyperlink.class::cast)
              .findFirst()
              .orElseThrow();
      int packet = Integer.parseInt(first.getText()) - 1;
      rig.run(first::fire);
      rig.await(
          () ->
              rig.ask(() -> rig.workspace().selection().selected().packet()) == packet
                  && !rig.ask(() -> rig.stage().getScene().lookup("#pane-probe").isVisible()));
      picture(rig, "probe-packet");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @NeedsDisplay
  @Test
  void theVersionsSideBySideInTheirThemes() {
    server.setDispatcher(new SamePage());
    try (WindowRig rig = WindowRig.open(1280, 800, samples(), _ -> List.of())) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.U);
      rig.run(() -> rig.find("#probe-url", TextField.class).setText(url()));
      rig.robot().clickOn("#probe-options").clickOn("#probe-insecure").clickOn("#probe-options");
      rig.robot().clickOn("#probe-compare");
      TableView<?> table = rig.find("#versions-table", TableView.class);
      rig.await(() -> table.getItems().size() == 6 && isOver(rig));
      assertThat(rig.find("#versions-chart", Node.class).getAccessibleText())
          .contains("Cold, HTTP/", "Warm, HTTP/", "Resumed, HTTP/", "HTTP/3 was asked for");
      picture(rig, "probe-versions");
      rig.robot().clickOn("#probe-steps");
      assertThat(rig.find("#probe-medians", TableView.class).getItems()).hasSize(6);
      rig.robot().push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
      rig.run(() -> rig.stage().setWidth(1920));
      rig.run(() -> rig.stage().setHeight(1080));
      picture(rig, "probe-versions-1920");
    }
  }

  /** Answers everything alike. */
  private static final class SamePage extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return new MockResponse.Builder()
          .headersDelay(20, TimeUnit.MILLISECONDS)
          .body("x".repeat(120_000))
          .build();
    }
  }

  private void answers(int runs) {
    for (int i = 0; i < runs; i++) {
      server.enqueue(
          new MockResponse.Builder().code(302).setHeader("Location", "/page?token=secret").build());
      server.enqueue(
          new MockResponse.Builder()
              .headersDelay(30 + i, TimeUnit.MILLISECONDS)
              .setHeader("Server-Timing", "db;dur=21, render;dur=7")
              .setHeader("Cache-Control", "max-age=60")
              .setHeader("Alt-Svc", "h3=\":443\"; ma=86400")
              .body("x".repeat(120_000))
              .build());
    }
  }

  private String url() {
    return "https://localhost:" + server.getPort() + "/start";
  }

  private static boolean isOver(WindowRig rig) {
    return rig.find("#probe-cancel", Node.class).isDisabled();
  }

  private static List<Sample> samples() {
    return Sample.introduced().stream().map(id -> new Sample(id, SampleCaptures.file(id))).toList();
  }

  private static void picture(WindowRig rig, String name) {
    Screenshots.inBothThemes(rig, "window-" + name, Tone.PANEL, 100_000);
  }
}
