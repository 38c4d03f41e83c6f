package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {
  @TempDir Path home;
  private String before;

  @BeforeEach
  void move() {
    before = System.setProperty("user.home", home.toString());
  }

  @AfterEach
  void moveBack() {
    System.setProperty("user.home", before);
  }

  @Test
  void recordingsOfOneSecondDoNotTakeEachOthersPlace() throws IOException {
    Set<Path> files = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      files.add(Files.createFile(RecordingFolder.inHome()));
    }
    assertThat(files).hasSize(5);
    assertThat(files)
        .allSatisfy(
            file -> {
              assertThat(file.getParent()).isEqualTo(home.resolve("Stallscope"));
              assertThat(file.toString()).endsWith(".pcapng");
            });
  }
}
