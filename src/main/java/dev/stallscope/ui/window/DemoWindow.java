package dev.stallscope.ui.window;

import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoRequest;
import dev.stallscope.demo.DemoRequests;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.demo.DemoBar;
import dev.stallscope.ui.demo.DemoViewModel;
import dev.stallscope.ui.demo.DemoViewModel.State;
import dev.stallscope.ui.livecapture.DemoTrial;
import dev.stallscope.ui.probe.ProbeView;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.versions.CaptureVersionsView;
import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;

/** The demo server in the main window: its bar, and what can be asked of it. */
final class DemoWindow {
  private final DemoViewModel model;
  private final DemoBar bar;
  private final ProbeView probe;
  private final Runnable goToProbe;
  private final Action asking = Action.of("demo.probe", "", () -> ask(DemoRequests::healthy));
  private final Action comparing = Action.of("demo.compare", "", () -> ask(DemoRequests::versions));

  /**
   * A server that does not run yet.
   *
   * @param goToProbe brings the probes into sight
   */
  DemoWindow(DemoViewModel model, DemoTrial trial, ProbeView probe, Runnable goToProbe) {
    this.model = model;
    this.probe = probe;
    this.goToProbe = goToProbe;
    bar = new DemoBar(model, this::ask, trial::begin, trial.textProperty());
    probe.model().onPlan(model::trusting);
    probe.offerInstead(List.of(asking, comparing), Texts.of("demo.offer"));
  }

  Node bar() {
    return bar.node();
  }

  /** Offers to compare its versions where a capture has none. */
  void offer(CaptureVersionsView pane) {
    pane.offerInstead(List.of(comparing), Texts.of("demo.offer"));
  }

  /** Asking and comparing, which start it where it does not run yet, and ending it. */
  List<Action> actions() {
    Action stop =
        Action.of("demo.stop", "", model::stop, model.stateProperty().isEqualTo(State.RUNNING));
    return List.of(asking, comparing, stop);
  }

  private void ask(Function<DemoPorts, DemoRequest> request) {
    model.use(server -> ask(request.apply(server.ports())));
  }

  /** At once, since it is on this machine. */
  private void ask(DemoRequest request) {
    goToProbe.run();
    probe.model().ask(request);
  }
}
