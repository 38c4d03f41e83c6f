package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingEventTest {
  static RecordingEvent[] events() {
    return new RecordingEvent[] {
      new RecordingEvent.FileBegun(Path.of("/tmp/a file\twith a tab.pcapng")),
      new RecordingEvent.FileDeleted(Path.of("old\\new.pcapng")),
      new RecordingEvent.Counted(new RecordingCounts(1, 2_000_000_000_000L, 3, 4)),
      new RecordingEvent.Marked(1_800_000_000_000_000_000L),
      new RecordingEvent.Refused("Two lines:\n  sudo \\n\tall"),
      new RecordingEvent.Failed("Two lines:\n  sudo \\n\tall")
    };
  }

  @ParameterizedTest
  @MethodSource("events")
  void isReadFromTheLineThatItIsWrittenAs(RecordingEvent event) {
    assertThat(event.line()).doesNotContain("\n");
    assertThat(RecordingEvent.parse(event.line())).contains(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "begun", "counted\t1\t2", "counted\t1\t2\tx\t4", "WARNING: a\tb"})
  void anotherLineIsNone(String line) {
    assertThat(RecordingEvent.parse(line)).isEmpty();
  }
}
