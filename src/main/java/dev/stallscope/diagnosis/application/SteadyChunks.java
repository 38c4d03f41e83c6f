package dev.stallscope.diagnosis.application;

import dev.stallscope.protocol.http.ChunkCadence;
import dev.stallscope.time.Nanos;

/** Chunks at steady intervals are sent as they come into being (STALLS 7, trap 13). */
final class SteadyChunks {
  /** Fewer pieces have no rhythm. */
  static final int LEAST = 4;

  /** Shorter intervals are a sender that is as fast as it can be. */
  static final long LEAST_GAP_NANOS = Nanos.ofMillis(10);

  private static final double SPREAD = 0.25;

  private SteadyChunks() {}

  static boolean are(ChunkCadence cadence) {
    return cadence.chunks() >= LEAST
        && cadence.medianGapNanos() >= LEAST_GAP_NANOS
        && cadence.spreadNanos() <= SPREAD * cadence.medianGapNanos();
  }
}
