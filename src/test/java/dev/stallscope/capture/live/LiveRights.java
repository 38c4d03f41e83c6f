package dev.stallscope.capture.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** What a test needs that captures for real. */
public final class LiveRights {
  private LiveRights() {}

  /** Skips the test, with the reason, where this user may not capture on the loopback interface. */
  public static void assume() {
    assumeTrue(refusal().isEmpty(), () -> "Needs the right to capture. " + refusal());
  }

  private static String refusal() {
    try (PacketSource source =
        LibpcapSource.open(CaptureOrder.of("lo", "", Path.of("unwritten.pcapng")))) {
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
