package dev.stallscope.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each process fuzzes one test and skips the others, and {@code ./check --fuzz} has one a class.
 */
class FuzzTestsTest {
  @TestFactory
  List<DynamicTest> everyClassHasOneFuzzTest() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith("FuzzTest.java"))
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertOneFuzzTest(file)))
          .toList();
    }
  }

  private static void assertOneFuzzTest(Path file) throws IOException {
    assertThat(Files.readString(file)).containsOnlyOnce("@FuzzTest(");
  }
}
