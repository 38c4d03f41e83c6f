package dev.stallscope.capture.live;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a recording tells of itself. The process that captures writes each as a line, with tabs
 * between its words.
 */
public sealed interface RecordingEvent {
  /** Stands for the end of a line within a sentence, which must stay on one. */
  char NEW_LINE = '\u001e';

  /** From now on packets go into this file, whose beginning is on the disk. */
  record FileBegun(Path file) implements RecordingEvent {}

  /** A file of the ring was deleted. */
  record FileDeleted(Path file) implements RecordingEvent {}

  /** How it stands; comes about once a second, and at the end. */
  record Counted(RecordingCounts counts) implements RecordingEvent {}

  /** The packet of this time, the next after it was asked for, has a comment. */
  record Marked(long epochNanos) implements RecordingEvent {}

  /** This user may not capture; says how to get the right. */
  record Refused(String sentence) implements RecordingEvent {}

  /** It could not begin or go on. */
  record Failed(String sentence) implements RecordingEvent {}

  /** The line, without its end. */
  default String line() {
    return switch (this) {
      case FileBegun(Path file) -> "begun\t" + file;
      case FileDeleted(Path file) -> "deleted\t" + file;
      case Counted(RecordingCounts counts) ->
          "counted\t%d\t%d\t%d\t%d"
              .formatted(
                  counts.packets(),
                  counts.fileBytes(),
                  counts.droppedByKernel(),
                  counts.droppedByInterface());
      case Marked(long epochNanos) -> "marked\t" + epochNanos;
      case Refused(String sentence) -> "refused\t" + sentence.replace('\n', NEW_LINE);
      case Failed(String sentence) -> "failed\t" + sentence.replace('\n', NEW_LINE);
    };
  }

  /** Reads a line; empty for what no recording writes, such as the words of a library. */
  static Optional<RecordingEvent> parse(String line) {
    int tab = line.indexOf('\t');
    String rest = line.substring(tab + 1);
    try {
      return switch (line.substring(0, Math.max(0, tab))) {
        case "begun" -> Optional.of(new FileBegun(Path.of(rest)));
        case "deleted" -> Optional.of(new FileDeleted(Path.of(rest)));
        case "counted" -> Optional.of(new Counted(counts(rest.split("\t", -1))));
        case "marked" -> Optional.of(new Marked(Long.parseLong(rest)));
        case "refused" -> Optional.of(new Refused(rest.replace(NEW_LINE, '\n')));
        case "failed" -> Optional.of(new Failed(rest.replace(NEW_LINE, '\n')));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static RecordingCounts counts(String[] words) {
    return new RecordingCounts(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }
}
