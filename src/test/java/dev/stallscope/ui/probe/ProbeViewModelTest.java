package dev.stallscope.ui.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.chart.StackedBarsLayout;
import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.SecureResolver;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.report.ProbeFact;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.ui.text.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes of a session, against a server in this process. */
class ProbeViewModelTest {
  @TempDir private Path folder;
  private final MockWebServer server = new MockWebServer();
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final ProbeViewModel model =
      new ProbeViewModel(rig.workspace(), () -> true, this::newFile);
  private final RunsViewModel runs = new RunsViewModel(model);

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void theFormIsAskedAndEachStepIsShownWhileItHappens() {
    server.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "/there").build());
    server.enqueue(
        new MockResponse.Builder().headersDelay(200, TimeUnit.MILLISECONDS).body("hello").build());
    List<String> seen = new ArrayList<>();
    runs.rowsProperty()
        .addListener(
            (_, _, rows) -> {
              if (runs.isLive()) {
                seen.add(rows.getLast().hop() + " " + rows.getLast().inProgress().id());
              }
            });
    ask("/here");
    rig.await(() -> isOver(chosen()));
    assertThat(seen).contains("1 wait");
    assertThat(runs.rowsProperty().get())
        .extracting(row -> row.measured().orElseThrow().url())
        .containsExactly(url("/here"), url("/there"));
    assertThat(runs.rowsProperty().get().getFirst().span().startNanos()).isZero();
    assertThat(runs.facts()).anyMatch(fact -> fact.name().equals("Location") && fact.isHeader());
    assertThat(runs.failure()).isEmpty();
    assertThat(model.recent().texts()).containsExactly(url("/here"));
  }

  @Test
  void cancelReallyCancelsAndKeepsWhatWasMeasured() {
    server.enqueue(new MockResponse.Builder().build());
    server.enqueue(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    model.form().runsProperty().set(2);
    ask("/");
    rig.await(() -> progress().runs().size() == 1 && !progress().live().isEmpty());
    model.cancel();
    rig.await(() -> isOver(chosen()));
    assertThat(progress().state()).isEqualTo(ProbeEntry.State.STOPPED);
    assertThat(progress().runs().getFirst().failure()).isEmpty();
    assertThat(progress().runs().getLast().failure().map(ProbeFailure::kind))
        .contains(ProbeFailure.Kind.CANCELLED);
    assertThat(model.runningProperty().get()).isFalse();
  }

  @Test
  void closingTheWindowStopsTheProbe() {
    server.enqueue(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    ask("/");
    rig.await(() -> !progress().live().isEmpty());
    rig.workspace().close();
    rig.await(() -> isOver(chosen()));
    assertThat(progress().state()).isEqualTo(ProbeEntry.State.STOPPED);
  }

  @Test
  void requestsAtOnceAreRowsOfOneRun() {
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          new MockResponse.Builder().headersDelay(50, TimeUnit.MILLISECONDS).body("x").build());
    }
    model.form().concurrentProperty().set(3);
    model.form().connectionsProperty().set(3);
    ask("/");
    rig.await(() -> runs.rowsProperty().get().size() == 3 && runs.isLive());
    assertThat(runs.rowsProperty().get()).allMatch(ProbeRow::isLive);
    rig.await(() -> isOver(chosen()));
    assertThat(runs.rowsProperty().get())
        .extracting(row -> row.run().request())
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(runs.rowsProperty().get().stream().mapToLong(row -> row.span().startNanos()).min())
        .hasValue(0);
    assertThat(runs.facts().getFirst().text()).startsWith("3 requests at once, 3 answered, in ");
  }

  @Test
  void whereNothingCanBeRecordedItIsSaidAndTheProbeGoesOn() {
    server.enqueue(new MockResponse.Builder().body("x").build());
    folder = folder.resolve("missing");
    model.form().recordedProperty().set(true);
    ask("/");
    rig.await(() -> runs.packetsProperty().get().isPresent());
    assertThat(runs.packetsProperty().get().orElseThrow().outcome())
        .isInstanceOfSatisfying(
            RecordingOutcome.Unrecorded.class,
            unrecorded -> assertThat(unrecorded.why()).contains("missing"));
    assertThat(progress().runs().getFirst().failure()).isEmpty();
    assertThat(model.recordingProperty().get()).isNull();
    assertThat(runs.proof().phases()).isEmpty();
  }

  @Test
  void whatWasRecordedOpensInThePanesAtThePacketOfAPhase() throws IOException {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    server.enqueue(new MockResponse.Builder().body("x").build());
    List<String> left = new ArrayList<>();
    model.onLeave(() -> left.add("left"));
    model.form().recordedProperty().set(true);
    ask("/shop");
    rig.await(() -> model.recordingProperty().get() != null);
    assertThat(runs.proof().phases())
        .extracting(PhaseProof::phase)
        .containsExactly(Phase.CONNECT, Phase.SEND, Phase.WAIT, Phase.RECEIVE);
    int packet = runs.proof().phases().get(2).packets().getFirst();
    runs.showPacket(packet);
    rig.await(() -> rig.workspace().selection().selected().packet() == packet);
    assertThat(rig.workspace().filesProperty().get()).containsExactly(newFile());
    assertThat(rig.workspace().selection().selected().exchange())
        .isEqualTo(runs.proof().exchange().orElseThrow());
    assertThat(left).containsExactly("left");
    int other = runs.proof().phases().getFirst().packets().getFirst();
    runs.showPacket(other);
    assertThat(rig.workspace().selection().selected().packet()).isEqualTo(other);
  }

  @Test
  void severalUrlsAreAskedOneAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().body("x").build());
    }
    model.form().urlsProperty().set(url("/1") + "\n " + url("/2"));
    model.start();
    rig.await(() -> model.entries().size() == 2 && isOver(model.entries().getFirst()));
    assertThat(model.entries())
        .extracting(entry -> entry.plan().url())
        .containsExactly(url("/2"), url("/1"));
    assertThat(chosen().plan().url()).isEqualTo(url("/1"));
    model.repeat(chosen());
    rig.await(() -> isOver(model.entries().getFirst()));
    assertThat(chosen().plan().url()).isEqualTo(url("/1"));
    model.remove(chosen());
    assertThat(model.entries()).hasSize(2);
    assertThat(chosen().plan().url()).isEqualTo(url("/2"));
  }

  @Test
  void severalUrlsAreComparedAsOnePageAndAskedForAgainAsOne() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body("x").build();
          }
        });
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(new HeldCertificate.Builder().build())
            .build()
            .sslSocketFactory());
    ProbeVersions versions = new ProbeVersions(model);
    model.form().insecureProperty().set(true);
    model.form().urlsProperty().set((url("/1") + " " + url("/2")).replace("http:", "https:"));
    model.startComparison();
    rig.await(() -> !model.entries().isEmpty() && areOver());
    assertThat(versions.together()).isEqualTo(2);
    assertThat(versions.versions().comparisonProperty().get().groups())
        .as("of each kind, by HTTP/1.1 and 2")
        .hasSize(6)
        .allMatch(load -> load.runs().getFirst().steps().size() == 2);
    assertThat(servedBy(model.entries().getFirst())).isEqualTo(servedBy(model.entries().getLast()));
    model.repeat(chosen());
    rig.await(() -> model.entries().size() == 4 && areOver());
    assertThat(versions.together()).isEqualTo(2);
    assertThat(chosen().plan().url()).endsWith("/1");
  }

  @Test
  void aCallOfGrpcIsRepeatedAloneWhereTheUrlBesideItWasRemoved() {
    server.enqueue(new MockResponse.Builder().build());
    model.form().grpcProperty().set(true);
    model.form().timeoutProperty().set("0.3");
    ask("/");
    rig.await(() -> model.entries().size() == 2 && areOver());
    model.remove(model.entries().getLast());
    model.repeat(model.entries().getFirst());
    rig.await(() -> model.entries().size() == 2 && areOver());
    assertThat(model.entries())
        .allMatch(call -> call.progress().runs().getFirst().last().url().endsWith("Health/Check"));
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void methodsOfGrpcAreNamedAndStandSideBySide() throws IOException {
    ProbeVersions versions = new ProbeVersions(model);
    try (DemoServer demo = DemoServer.start(DemoPorts.FREE)) {
      String url = "grpc://127.0.0.1:" + demo.ports().http() + "/demo.";
      model.form().urlsProperty().set(url + "Fast/Check " + url + "Failing/Check");
      model.start();
      rig.await(() -> model.entries().size() == 2 && areOver());
      assertThat(model.recent().texts()).containsExactly(url + "Fast/Check", url + "Failing/Check");
      assertThat(runs.facts()).anyMatch(fact -> fact.equals(new ProbeFact("gRPC", "OK", false)));
      assertThat(versions.versions().sections())
          .extracting(StackedBarsLayout.Section::title)
          .containsExactly("gRPC – demo.Fast/Check", "gRPC – demo.Failing/Check");
      assertThat(versions.versions().sentences())
          .contains("gRPC demo.Failing/Check ended with UNAVAILABLE (1).")
          .doesNotContain(Texts.of("versions.none"));
    }
  }

  private boolean areOver() {
    return model.entries().stream().allMatch(ProbeViewModelTest::isOver);
  }

  /** The connections that its warm runs went over. */
  private static List<Endpoint> servedBy(ProbeEntry entry) {
    return entry.progress().runs().stream()
        .filter(run -> run.plan().kind() == RunKind.WARM)
        .flatMap(run -> run.last().client().stream())
        .toList();
  }

  @Test
  void runsAreGroupedByVersionAndKind() {
    for (int i = 0; i < 4; i++) {
      server.enqueue(new MockResponse.Builder().body("x").build());
    }
    model.form().versionProperty(HttpChoice.NEGOTIATED).set(false);
    model.form().versionProperty(HttpChoice.HTTP_1_1).set(true);
    model.form().runsProperty().set(2);
    model.form().warmedProperty().set(true);
    ask("/");
    rig.await(() -> isOver(chosen()));
    assertThat(runs.groups())
        .extracting(RunGroup::key)
        .extracting(RunGroup.Key::kind)
        .containsExactly(RunKind.COLD, RunKind.WARM);
    assertThat(runs.groups()).allMatch(group -> group.runs().size() == 2);
  }

  @Test
  void aFailureIsSaidAndTheRowThatFailedIsShown() {
    int port = server.getPort();
    server.close();
    model.form().urlsProperty().set("http://127.0.0.1:" + port + "/");
    model.start();
    rig.await(() -> !model.entries().isEmpty() && isOver(chosen()));
    assertThat(runs.failure()).hasValueSatisfying(why -> assertThat(why).contains("refused"));
    assertThat(Objects.requireNonNull(runs.selectedProperty().get()).isFailed()).isTrue();
    assertThat(progress().runs()).extracting(ProbeRun::durationNanos).allMatch(nanos -> nanos > 0);
  }

  @Test
  void aDefectOfALibraryEndsTheProbe() {
    ProbeViewModel broken =
        new ProbeViewModel(
            rig.workspace(),
            () -> {
              throw new NoClassDefFoundError("some/Part");
            },
            this::newFile);
    broken.form().urlsProperty().set(url("/"));
    broken.start();
    rig.await(() -> !broken.entries().isEmpty() && isOver(broken.entries().getFirst()));
    assertThat(broken.entries().getFirst().progress().state()).isEqualTo(ProbeEntry.State.STOPPED);
    assertThat(broken.problemProperty().get()).contains("NoClassDefFoundError: some/Part");
    assertThat(broken.runningProperty().get()).isFalse();
  }

  @Test
  void whereNobodyKnowsTheAuthorityItIsSaidWhereToNameIt() {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory());
    model.form().urlsProperty().set(url("/").replace("http:", "https:"));
    model.start();
    rig.await(() -> !model.entries().isEmpty() && isOver(chosen()));
    assertThat(runs.failure().orElseThrow())
        .contains("is not trusted here. Options has a field for a CA file");
  }

  @Test
  void urlsWithSecretsAreNotKept() {
    server.enqueue(new MockResponse.Builder().build());
    ask("/?token=abc");
    rig.await(() -> isOver(chosen()));
    assertThat(model.recent().texts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Type a URL first.",
        "ftp://x.test | ftp://x.test is no http or https URL, nor a gRPC method such as grpc://host:port/shop.Stock/Get."
      })
  void whatMakesNoSenseIsSaidInASentence(String urls, String sentence) {
    model.form().urlsProperty().set(urls);
    model.start();
    rig.await(() -> !model.problemProperty().get().isEmpty());
    assertThat(model.problemProperty().get()).isEqualTo(sentence);
    assertThat(model.entries()).isEmpty();
  }

  @Test
  void everyOptionThatMakesNoSenseIsSaid() {
    model.form().urlsProperty().set("x.test");
    List<String> said = new ArrayList<>();
    model.form().timeoutProperty().set("soon");
    said.add(refused());
    model.form().timeoutProperty().set("5");
    model.form().resolverProperty().set("name.test");
    said.add(refused());
    model.form().resolverProperty().set("");
    model.form().proxyProperty().set("socks5://x");
    said.add(refused());
    model.form().proxyProperty().set("");
    model.form().headersProperty().set("X-A: 1\nnothing");
    said.add(refused());
    model.form().headersProperty().set("");
    model.form().authoritiesProperty().set("nowhere.pem");
    said.add(refused());
    assertThat(said)
        .containsExactly(
            "The timeout is a number of seconds up to 3600.",
            "The name server is given by its address, such as 192.0.2.1 or [2001:db8::1]:53, or as"
                + " https://host/path or tls://host.",
            "The proxy is host:port of an HTTP proxy that wants no password.",
            "A header is Name: value in ASCII, not nothing.",
            "nowhere.pem does not exist.");
  }

  @Test
  void aNameServerOverTlsIsTaken() throws Exception {
    model.form().urlsProperty().set("x.test");
    model.form().resolverProperty().set("https://dns.test/dns-query");
    ProbePlan plan = model.form().typed().plans().getFirst();
    assertThat(plan.secureResolver()).isEqualTo(SecureResolver.parse("https://dns.test/dns-query"));
    assertThat(plan.secureResolver()).isPresent();
    assertThat(plan.resolver()).isEmpty();
  }

  private Path newFile() throws IOException {
    if (Files.notExists(folder)) {
      throw new IOException(folder + " cannot be made: missing");
    }
    return folder.resolve("probe.pcapng");
  }

  private String refused() {
    model.start();
    rig.await(() -> !model.problemProperty().get().isEmpty());
    return model.problemProperty().get();
  }

  private void ask(String path) {
    model.form().urlsProperty().set(url(path));
    model.start();
    rig.await(() -> !model.entries().isEmpty());
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
  }

  private ProbeEntry chosen() {
    return Objects.requireNonNull(model.chosenProperty().get());
  }

  private ProbeEntry.Progress progress() {
    return chosen().progress();
  }

  private static boolean isOver(ProbeEntry entry) {
    return entry.progress().isOver();
  }
}
