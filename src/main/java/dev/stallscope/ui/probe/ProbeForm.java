package dev.stallscope.ui.probe;

import dev.stallscope.probe.AddressFamily;
import dev.stallscope.probe.HeaderLine;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What is to be asked, as it is typed and ticked. */
public final class ProbeForm {
  /** More would be a load test. */
  public static final int MAX_RUNS = 1000;

  /** Likewise. */
  public static final int MAX_CONCURRENT = 100;

  private static final int COMPARED_RUNS = 10;

  private static final Set<String> WRITTEN =
      Set.of(
          "host",
          "content-length",
          "connection",
          "keep-alive",
          "transfer-encoding",
          "te",
          "upgrade",
          "http2-settings",
          "expect",
          "accept-encoding");

  private final StringProperty urls = new SimpleStringProperty("");
  private final Map<HttpChoice, BooleanProperty> versions = new EnumMap<>(HttpChoice.class);
  private final BooleanProperty grpc = new SimpleBooleanProperty();
  private final ObjectProperty<Integer> runs = new SimpleObjectProperty<>(1);
  private final ObjectProperty<Integer> concurrent = new SimpleObjectProperty<>(1);
  private final ObjectProperty<Integer> connections =
      new SimpleObjectProperty<>(ProbePlan.DEFAULT_CONNECTIONS);
  private final BooleanProperty recorded = new SimpleBooleanProperty();
  private final BooleanProperty warmed = new SimpleBooleanProperty();
  private final BooleanProperty resumed = new SimpleBooleanProperty();
  private final StringProperty method = new SimpleStringProperty("GET");
  private final StringProperty headers = new SimpleStringProperty("");
  private final StringProperty body = new SimpleStringProperty("");
  private final StringProperty timeout =
      new SimpleStringProperty(Long.toString(ProbePlan.DEFAULT_TIMEOUT.toSeconds()));
  private final BooleanProperty following = new SimpleBooleanProperty(true);
  private final StringProperty resolver = new SimpleStringProperty("");
  private final ObjectProperty<AddressFamily> family =
      new SimpleObjectProperty<>(AddressFamily.ANY);
  private final StringProperty proxy = new SimpleStringProperty("");
  private final StringProperty authorities = new SimpleStringProperty("");
  private final BooleanProperty insecure = new SimpleBooleanProperty();

  ProbeForm() {
    for (HttpChoice choice : HttpChoice.values()) {
      versions.put(choice, new SimpleBooleanProperty(choice == HttpChoice.NEGOTIATED));
    }
  }

  /**
   * Types what a client asked: its URL, method and fields, except those that hold a secret, belong
   * to its connection, or that a probe writes itself.
   */
  public void type(HttpRequest request) {
    urls.set(request.url().orElse(""));
    method.set(request.method());
    headers.set(
        request.headers().fields().stream()
            .filter(field -> !WRITTEN.contains(field.name().toLowerCase(Locale.ROOT)))
            .filter(ProbeForm::isHarmless)
            .map(field -> field.name() + ": " + field.value())
            .filter(line -> HeaderLine.parse(line).isPresent())
            .collect(Collectors.joining("\n")));
    body.set("");
  }

  private static boolean isHarmless(HttpHeaders.Field field) {
    return Redaction.header(field.name(), field.value()).equals(field.value());
  }

  /** One URL, or several parted by white space. */
  public StringProperty urlsProperty() {
    return urls;
  }

  /** Whether a version is asked for. */
  public BooleanProperty versionProperty(HttpChoice choice) {
    BooleanProperty chosen = versions.get(choice);
    if (chosen == null) {
      throw new IllegalArgumentException("no such version: " + choice);
    }
    return chosen;
  }

  /** Whether gRPC is called beside the versions of HTTP. */
  public BooleanProperty grpcProperty() {
    return grpc;
  }

  /** How many cold runs of each version. */
  public ObjectProperty<Integer> runsProperty() {
    return runs;
  }

  /** How many requests each run makes at once. */
  public ObjectProperty<Integer> concurrentProperty() {
    return concurrent;
  }

  /** Over how many connections they go at most, in HTTP/1.1. */
  public ObjectProperty<Integer> connectionsProperty() {
    return connections;
  }

  /** Whether the packets are recorded, with their keys. */
  public BooleanProperty recordedProperty() {
    return recorded;
  }

  public BooleanProperty warmedProperty() {
    return warmed;
  }

  public BooleanProperty resumedProperty() {
    return resumed;
  }

  public StringProperty methodProperty() {
    return method;
  }

  /** A field a line. */
  public StringProperty headersProperty() {
    return headers;
  }

  public StringProperty bodyProperty() {
    return body;
  }

  /** In seconds. */
  public StringProperty timeoutProperty() {
    return timeout;
  }

  /** Whether redirects are followed. */
  public BooleanProperty followingProperty() {
    return following;
  }

  /** The name server to ask; empty for the system's. */
  public StringProperty resolverProperty() {
    return resolver;
  }

  public ObjectProperty<AddressFamily> familyProperty() {
    return family;
  }

  public StringProperty proxyProperty() {
    return proxy;
  }

  /** The file of certificates to trust; empty for none. */
  public StringProperty authoritiesProperty() {
    return authorities;
  }

  public BooleanProperty insecureProperty() {
    return insecure;
  }

  /** Ticks what a comparison of versions takes: each of them, often, from cold to resumed. */
  void chooseComparison() {
    boolean isPlain = urls.get().contains("http://");
    List<HttpChoice> wanted =
        HttpChoice.comparable(isPlain ? "http:" : "https:", !proxy.get().isBlank());
    versions.forEach((choice, chosen) -> chosen.set(wanted.contains(choice)));
    runs.set(Math.max(COMPARED_RUNS, runs.get()));
    concurrent.set(1);
    warmed.set(true);
    resumed.set(true);
  }

  /** The versions that are ticked, in their order. */
  List<HttpChoice> chosenVersions() {
    return versions.entrySet().stream()
        .filter(entry -> entry.getValue().get())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All of it at this moment. */
  TypedPlan typed() {
    return new TypedPlan(
        urls.get(),
        chosenVersions(),
        grpc.get(),
        runs.get(),
        warmed.get(),
        resumed.get(),
        concurrent.get(),
        connections.get(),
        method.get(),
        headers.get(),
        body.get(),
        timeout.get(),
        following.get(),
        resolver.get(),
        family.get(),
        insecure.get(),
        authorities.get(),
        proxy.get());
  }

  /** What is chosen beside the URL, in a line. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(chosenVersions().stream().map(ProbeForm::version).collect(Collectors.joining(", ")));
    add(parts, grpc.get(), Texts.of("probe.tick.grpc"));
    parts.add(Texts.of("probe.summary.runs", runs.get()));
    add(
        parts,
        concurrent.get() > 1,
        Texts.of("probe.summary.concurrent", concurrent.get(), connections.get()));
    add(parts, recorded.get(), Texts.of("probe.summary.recorded"));
    add(parts, warmed.get(), Texts.of("probe.summary.warm"));
    add(parts, resumed.get(), Texts.of("probe.summary.resumed"));
    parts.add(method.get());
    add(parts, !following.get(), Texts.of("probe.summary.staying"));
    add(parts, !resolver.get().isBlank(), Texts.of("probe.summary.resolver", resolver.get()));
    add(parts, family.get() != AddressFamily.ANY, family(family.get()));
    add(parts, !proxy.get().isBlank(), Texts.of("probe.summary.proxy", proxy.get()));
    add(parts, insecure.get(), Texts.of("probe.summary.insecure"));
    return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(" · "));
  }

  private static void add(List<String> parts, boolean isChosen, String text) {
    if (isChosen) {
      parts.add(text);
    }
  }

  /** A version as it is offered: what is negotiated has no number. */
  static String version(HttpChoice choice) {
    return choice == HttpChoice.NEGOTIATED ? Texts.of("probe.negotiated") : choice.text();
  }

  static String family(AddressFamily family) {
    return switch (family) {
      case ANY -> Texts.of("probe.family.any");
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }

  /** Tells whenever the summary is another. */
  void onChange(Runnable change) {
    InvalidationListener listener = _ -> change.run();
    versions.values().forEach(chosen -> chosen.addListener(listener));
    grpc.addListener(listener);
    List.of(
            runs,
            concurrent,
            connections,
            recorded,
            warmed,
            resumed,
            method,
            following,
            resolver,
            family,
            proxy,
            insecure)
        .forEach(property -> property.addListener(listener));
  }
}
