package dev.stallscope.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnomalyLogTest {
  private static AnomalyLog filled(int count, Anomaly.Kind kind) {
    AnomalyLog log = new AnomalyLog();
    for (int i = 0; i < count; i++) {
      log.add(kind, i, "ipv4", 0, 20, 3);
    }
    return log;
  }

  @Test
  void allAreCountedAndTheFirstAreKept() {
    AnomalyLog log = filled(PacketLimits.ANOMALIES + 5, Anomaly.Kind.TRUNCATED);
    assertThat(log.count(Anomaly.Kind.TRUNCATED)).isEqualTo(PacketLimits.ANOMALIES + 5);
    assertThat(log.count(Anomaly.Kind.BAD_VALUE)).isZero();
    assertThat(log.kept()).hasSize(PacketLimits.ANOMALIES);
    assertThat(log.kept().getLast().packet()).isEqualTo(PacketLimits.ANOMALIES - 1);
  }

  @Test
  void logsAreJoinedWithinTheSameLimit() {
    AnomalyLog log = filled(3, Anomaly.Kind.TOO_DEEP);
    log.addAll(filled(PacketLimits.ANOMALIES, Anomaly.Kind.BAD_LENGTH));
    log.add(new Anomaly(Anomaly.Kind.TOO_DEEP, 1, "dns", 2, 3, 4));
    assertThat(log.count(Anomaly.Kind.TOO_DEEP)).isEqualTo(4);
    assertThat(log.count(Anomaly.Kind.BAD_LENGTH)).isEqualTo(PacketLimits.ANOMALIES);
    assertThat(log.kept()).hasSize(PacketLimits.ANOMALIES);
  }
}
