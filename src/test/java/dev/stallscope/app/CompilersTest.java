package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the start scripts hand to Java with the window: a file that it cannot read ends it. */
class CompilersTest {
  @Test
  void javaUnderstandsWhatIsLeftToTheFirstCompiler() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:CompilerDirectivesFile=jlink/compilers.json",
                "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes());
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).contains("2 compiler directives added");
  }
}
