package dev.stallscope.ui.resolution;

import dev.stallscope.protocol.tls.UpgradeTalk;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.util.List;

/** What it cost to ask for TLS in another protocol. */
final class UpgradeFacts {
  private UpgradeFacts() {}

  static List<Fact> of(Step.Handshake step, UpgradeTalk talk) {
    String took = DurationText.of(step.span().durationNanos());
    return List.of(
        Fact.of("time", Texts.of("fact.time-value", took, talk.roundTrips())),
        Fact.of("upgrade", Texts.of("fact.upgrade-value", talk.protocol().title())));
  }
}
