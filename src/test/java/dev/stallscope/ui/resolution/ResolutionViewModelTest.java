package dev.stallscope.ui.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Ladder;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.StallCause;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolutionViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final ResolutionViewModel model = new ResolutionViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theStepThatIsLookedAtStaysWhileTheCaptureGrows() {
    open("tls-no-resumption", 4);
    Step last = model.shownProperty().get().rows().getLast();
    rig.workspace().selection().selectNothing();
    model.select(last);
    rig.workspace().selection().selectNothing();
    List<Step> seen = new ArrayList<>();
    model.stepProperty().addListener((_, _, step) -> seen.add(step));
    var before = model.shownProperty().get();
    rig.refresh(SampleCaptures.file("tls-no-resumption"));
    rig.await(() -> !model.shownProperty().get().equals(before));
    assertThat(model.stepProperty().get()).isEqualTo(last);
    assertThat(seen).doesNotContainNull();
  }

  @Test
  void nothingIsFoundBeforeSomebodyLooks() {
    model.inSightProperty().set(false);
    rig.open(SampleCaptures.file("tls12-full"));
    ResolutionViewModel seen = new ResolutionViewModel(rig.workspace());
    rig.await(() -> !seen.shownProperty().get().rows().isEmpty());
    assertThat(model.shownProperty().get().rows()).isEmpty();
    model.inSightProperty().set(true);
    rig.await(() -> !model.shownProperty().get().rows().isEmpty());
    assertThat(model.stepProperty().get()).isEqualTo(seen.stepProperty().get());
  }

  @Test
  void aHandshakeSaysWhatWasAgreedAndWhatItCost() {
    open("tls12-full", 1);
    assertThat(facts())
        .contains("Version: TLS 1.2", "Resumption: full", "Status stapled: no")
        .anyMatch(fact -> fact.matches("Time: \\d+(\\.\\d)? ms in 2 round trips"))
        .anyMatch(fact -> fact.matches("Avoidable!: 4\\d(\\.\\d)? ms"))
        .anyMatch(fact -> fact.matches("Best possible: 4\\d(\\.\\d)? ms in 1 round trip"))
        .anyMatch(fact -> fact.startsWith("Certificate: "))
        .anyMatch(fact -> fact.matches("Valid until: \\d{4}-\\d\\d-\\d\\d"));
    assertThat(Objects.requireNonNull(model.ladder()).rungs()).hasSize(4);
  }

  @Test
  void aLookupCostWhatTheFindingSays() {
    open("dns-search-expansion", 1);
    assertThat(facts()).anyMatch(fact -> fact.matches("Avoidable!: 12\\d ms"));
    assertThat(Objects.requireNonNull(model.ladder()).waits())
        .filteredOn(wait -> wait.durationNanos() > 200_000 && wait.durationNanos() < 300_000)
        .extracting(Ladder.Wait::cause)
        .contains(StallCause.CLIENT_THINK)
        .doesNotContain(StallCause.UNDETERMINED);
  }

  @Test
  void whatTheNewVersionHidesIsNotGuessed() {
    open("tls13-full", 1);
    assertThat(facts())
        .contains("Version: TLS 1.3", "Certificate: encrypted, as TLS 1.3 does")
        .noneMatch(fact -> fact.startsWith("Issued by"));
  }

  @Test
  void keysShowWhatTheNewVersionHides() {
    open("tls13-with-keys-inside", 2);
    assertThat(facts())
        .contains("Content: decrypted: HTTP/1.1", "Certificate: workshop.test")
        .anyMatch(fact -> fact.matches("Chain: \\d certificates?, .*"))
        .anyMatch(fact -> fact.matches("Tickets: 2 for later, good for .*"));
    assertThat(Objects.requireNonNull(model.ladder()).rungs())
        .extracting(Ladder.Rung::title)
        .containsExactly(
            "ClientHello",
            "ServerHello, EncryptedExtensions, Certificate, CertificateVerify, Finished",
            "Finished",
            "NewSessionTicket");
  }

  @Test
  void aHandshakeOverDatagramsIsALadderToo() {
    open("http3-page", 1);
    assertThat(facts())
        .contains("Version: QUIC v1", "ALPN: h3", "Content: decrypted: HTTP/3")
        .anyMatch(fact -> fact.matches("Client takes at first: .*B in all, .*B of an answer"))
        .anyMatch(fact -> fact.matches("Server takes at first: .*B of a request, 100 requests .*"))
        .anyMatch(fact -> fact.matches("Time: \\d+(\\.\\d)? ms in 1 round trip"))
        .noneMatch(fact -> fact.startsWith("Address check"));
    Ladder ladder = Objects.requireNonNull(model.ladder());
    assertThat(ladder.rungs())
        .extracting(Ladder.Rung::title)
        .containsExactly(
            "Initial with ClientHello",
            "Initial with ServerHello, Handshake with EncryptedExtensions, Certificate,"
                + " CertificateVerify, Finished",
            "Initial, Handshake with Finished");
    assertThat(ladder.rungs()).extracting(Ladder.Rung::roundTrip).containsExactly(0, 1, 0);
  }

  @Test
  void aLookupSaysItsAnswersRetriesAndWaste() {
    open("dns-timeout", 1);
    Step.Lookup lookup = (Step.Lookup) Objects.requireNonNull(model.stepProperty().get());
    assertThat(lookup.title()).isEqualTo("workshop.test");
    assertThat(lookup.lostNanos()).isBetween(Nanos.ofMillis(4_900), lookup.span().durationNanos());
    assertThat(facts())
        .contains("Answer: NOERROR")
        .anyMatch(fact -> fact.matches("Queries: \\d sent, \\d answered, [1-9] sent again"))
        .anyMatch(fact -> fact.startsWith("Addresses: "));
  }

  @Test
  void aRequestLeadsToWhatItWaitedForAndAStepToItsExchange() {
    open("tls-no-resumption", 4);
    var exchanges = Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges();
    var request =
        exchanges.stream()
            .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
            .toList()
            .get(2);
    rig.workspace().selection().select(request);
    assertThat(Objects.requireNonNull(model.stepProperty().get()).exchange().connection())
        .isEqualTo(request.connection());
    assertThat(model.selectedRow()).isEqualTo(2);
    Step first = model.shownProperty().get().rows().getFirst();
    model.select(first);
    assertThat(rig.workspace().selection().selected().exchange()).isEqualTo(first.exchange().id());
    rig.workspace().selection().selectConnection(3);
    assertThat(model.selectedRow()).isEqualTo(3);
  }

  @Test
  void everyServerHasItsTimes() {
    open("tls-no-resumption", 4);
    List<ServerTimes> servers = model.shownProperty().get().servers();
    assertThat(servers).hasSize(1);
    ServerTimes server = servers.getFirst();
    assertThat(server.server()).isEqualTo("workshop.test");
    assertThat(server.count()).isEqualTo(4);
    assertThat(server.isDns()).isFalse();
    assertThat(server.leastNanos()).isLessThanOrEqualTo(server.medianNanos());
    assertThat(server.mostNanos()).isGreaterThanOrEqualTo(server.medianNanos());
  }

  @Test
  void onlyStepsOfTheChosenTimeAreShown() {
    open("tls-no-resumption", 4);
    TimeSpan first = model.shownProperty().get().rows().getFirst().span();
    rig.workspace()
        .selection()
        .rangeProperty()
        .set(new TimeSpan(first.startNanos(), first.startNanos() + 1));
    rig.await(() -> model.shownProperty().get().rows().size() == 1);
    assertThat(model.summary())
        .isEqualTo("no lookups · 1 TLS handshake · 0 of 4 TLS connections decrypted");
    rig.workspace().selection().rangeProperty().set(new TimeSpan(0, 1));
    rig.await(() -> model.shownProperty().get().rows().isEmpty());
    assertThat(model.emptyState()).contains("Ctrl+Shift+A");
  }

  @Test
  void aCaptureWithoutEitherSaysWhatToDo() {
    rig.open(SampleCaptures.file("joined-late"));
    assertThat(model.stepProperty().get()).isNull();
    assertThat(model.emptyState()).contains("start the capture before the program");
    assertThat(model.ladder()).isNull();
  }

  @Test
  void whoSeesConnectionsOpenIsNotToldToBeginEarlier() {
    rig.open(SampleCaptures.file("slow-server"));
    assertThat(model.emptyState()).startsWith("The connections that were opened");
  }

  @Test
  void noSampleHasAStepThatLostMoreThanItTook() {
    for (String sample :
        List.of(
            "dns-search-expansion",
            "dns-tcp-fallback",
            "dns-servfail",
            "tls-hello-retry",
            "tls-handshake-failure",
            "tls-certificate-flight",
            "tls13-resumption")) {
      rig.open(SampleCaptures.file(sample));
      rig.await(() -> !model.shownProperty().get().rows().isEmpty());
      assertThat(model.shownProperty().get().rows())
          .as(sample)
          .allMatch(step -> step.lostNanos() <= step.span().durationNanos())
          .allMatch(step -> !step.facts().isEmpty());
    }
  }

  private void open(String sample, int steps) {
    rig.open(SampleCaptures.file(sample));
    rig.await(() -> model.shownProperty().get().rows().size() == steps);
  }

  /** Facts as text; an exclamation mark says that time was lost. */
  private List<String> facts() {
    return Objects.requireNonNull(model.stepProperty().get()).facts().stream()
        .map(fact -> fact.name() + (fact.isLost() ? "!" : "") + ": " + fact.value())
        .collect(Collectors.toList());
  }
}
