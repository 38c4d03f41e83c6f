package dev.stallscope.ui.probe;

import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.ui.control.versions.VersionsViewModel;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;

/** Has the versions compared of the chosen probe, or of the page that it was asked for with. */
final class ProbeVersions {
  private final ProbeViewModel probes;
  private final VersionsViewModel versions = new VersionsViewModel();
  private final BooleanProperty all = new SimpleBooleanProperty(true);
  private final ChangeListener<ProbeEntry.Progress> follow = (_, _, _) -> compare();

  private List<ProbeEntry> followed = List.of();

  ProbeVersions(ProbeViewModel probes) {
    this.probes = probes;
    probes.chosenProperty().addListener((_, _, _) -> choose());
    all.addListener((_, _, _) -> compare());
    compare();
  }

  /** What was asked with the chosen one may still be asked when that is over. */
  private void choose() {
    followed.forEach(entry -> entry.progressProperty().removeListener(follow));
    ProbeEntry chosen = probes.chosenProperty().get();
    followed = chosen == null ? List.of() : probes.askedWith(chosen);
    followed.forEach(entry -> entry.progressProperty().addListener(follow));
    compare();
  }

  /** When a run is over; steps within one change nothing. */
  private void compare() {
    List<ProbeEntry> compared = compared();
    ComparedSubject now =
        ComparedSubject.of(compared.stream().map(ProbeEntry::result).toList(), traffic(compared));
    List<String> notes = new ArrayList<>();
    boolean isOfCalls = now.comparison().groups().isEmpty() && !now.comparison().grpc().isEmpty();
    if (!now.comparison().hasVersions() && !isOfCalls) {
      notes.add(Texts.of(now.comparison().groups().isEmpty() ? "versions.none" : "versions.one"));
    }
    versions.show(now, notes);
  }

  /** That of the whole page: what one URL of it took of connections that others used is unknown. */
  private List<Traffic> traffic(List<ProbeEntry> compared) {
    List<ProbeEntry> page = compared.stream().filter(ProbeVersions::isOfPage).toList();
    return page.isEmpty() || page.size() < together() ? List.of() : page.getFirst().traffic();
  }

  /** The probes that are compared. */
  private List<ProbeEntry> compared() {
    ProbeEntry chosen = probes.chosenProperty().get();
    if (chosen == null) {
      return List.of();
    }
    return all.get() ? probes.askedWith(chosen) : List.of(chosen);
  }

  VersionsViewModel versions() {
    return versions;
  }

  /** Whether all URLs that were asked for as one page are compared as one. */
  BooleanProperty allProperty() {
    return all;
  }

  /** How many URLs were asked with the chosen one, itself included. */
  int together() {
    ProbeEntry chosen = probes.chosenProperty().get();
    return chosen == null
        ? 0
        : (int) probes.askedWith(chosen).stream().filter(ProbeVersions::isOfPage).count();
  }

  /** Calls of gRPC stand beside the page that was asked for. */
  private static boolean isOfPage(ProbeEntry entry) {
    return GrpcMethod.of(entry.plan()).isEmpty();
  }
}
