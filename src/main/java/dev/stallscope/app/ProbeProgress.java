package dev.stallscope.app;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.report.ProbeText;
import dev.stallscope.time.DurationText;

/** The steps of a probe as they happen: on one line of stderr that is written anew for each. */
final class ProbeProgress implements ProbeObserver, AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final boolean isShown;
  private String done = "";
  private Phase phase = Phase.BLOCKED;
  private long phaseStartNanos;
  private int hopShown;

  ProbeProgress(boolean isShown) {
    this.isShown = isShown;
  }

  void warmUpBegan() {
    show("warming up");
  }

  @Override
  public synchronized void runBegan(RunPlan run) {
    done = ProbeText.name(run) + ":";
    phase = Phase.BLOCKED;
    hopShown = 0;
    show(done);
  }

  @Override
  public synchronized void phaseBegan(RunPlan run, int hop, Phase next, long atNanos) {
    if (phase != Phase.BLOCKED) {
      done += " " + phase.id() + " " + DurationText.of(atNanos - phaseStartNanos);
    }
    if (hop > hopShown) {
      hopShown = hop;
      done += " → redirect:";
    }
    phase = next;
    phaseStartNanos = atNanos;
    show(next == Phase.BLOCKED ? done : done + " " + next.id() + " …");
  }

  @Override
  public synchronized void runEnded(ProbeRun run) {
    show(done);
  }

  private void show(String text) {
    if (isShown) {
      System.err.print(CLEAR_LINE + text);
      System.err.flush();
    }
  }

  @Override
  public void close() {
    show("");
  }
}
