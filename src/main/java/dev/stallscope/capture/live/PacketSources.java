package dev.stallscope.capture.live;

import dev.stallscope.capture.live.CaptureRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what this user can capture with. */
final class PacketSources {
  private PacketSources() {}

  /**
   * Begins to capture with libpcap, or with {@code dumpcap} where libpcap is missing or this user
   * may not use it.
   *
   * @throws CaptureRefusedException if it cannot; the message says why
   */
  static PacketSource open(CaptureOrder order) throws IOException {
    try {
      return LibpcapSource.open(order);
    } catch (CaptureRefusedException e) {
      Optional<Path> dumpcap = Dumpcap.find();
      boolean mayHelp = e.reason() == Reason.NO_RIGHTS || e.reason() == Reason.NO_LIBRARY;
      if (!mayHelp || dumpcap.isEmpty()) {
        throw e;
      }
      return DumpcapSource.open(dumpcap.get(), order);
    }
  }
}
