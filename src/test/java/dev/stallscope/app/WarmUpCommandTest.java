package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WarmUpCommandTest {
  private static final String SLOW = "sample-captures/slow-server/capture.pcapng";
  private static final String LOSS = "sample-captures/packet-loss/capture.pcapng";

  @Test
  void theCapturesNamedAreAnalysed() {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true));
    try {
      assertThat(Main.commandLine().execute("warm-up", SLOW, LOSS)).isEqualTo(ExitCode.FINE);
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString().split("What costs time", -1)).hasSize(3);
  }
}
