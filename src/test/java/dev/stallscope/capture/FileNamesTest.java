package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  private static List<String> names(String... files) {
    return FileNames.of(List.of(files).stream().map(Path::of).toList());
  }

  @Test
  void areShortWhereTheyDiffer() {
    assertThat(names("monday/a.pcap", "tuesday/b.pcap")).containsExactly("a.pcap", "b.pcap");
  }

  @Test
  void tellTheFolderOfThoseThatAreCalledTheSame() {
    assertThat(names("x/slow/capture.pcapng", "b.pcap", "x/fixed/capture.pcapng"))
        .containsExactly(
            Path.of("slow", "capture.pcapng").toString(),
            "b.pcap",
            Path.of("fixed", "capture.pcapng").toString());
  }

  @Test
  void aFileThatIsGivenTwiceIsCalledTheSameTwice() {
    assertThat(names("a.pcap", "a.pcap")).containsExactly("a.pcap", "a.pcap");
  }

  @Test
  void theRootHasNoName() {
    assertThat(names("/", "/a/b")).containsExactly("/", "b");
  }
}
