package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.MemoryRoom;
import dev.stallscope.ui.text.Texts;
import java.io.IOException;

/** What went wrong, as a sentence for the user. */
public final class ProblemText {
  private ProblemText() {}

  /** What to say of a failure. */
  public static String of(Throwable cause) {
    if (MemoryRoom.isLackedBy(cause)) {
      return Texts.of("problem.memory", MemoryRoom.REMEDY);
    }
    return cause instanceof IOException
        ? String.valueOf(cause.getMessage())
        : Texts.of("problem.defect", cause);
  }
}
