package dev.stallscope.ui.workspace;

import dev.stallscope.ui.text.Texts;
import java.io.IOException;

/** What went wrong, as a sentence for the user. */
public final class ProblemText {
  private ProblemText() {}

  /** What to say of a failure. */
  public static String of(Throwable cause) {
    return switch (cause) {
      case IOException _ -> String.valueOf(cause.getMessage());
      case OutOfMemoryError _ -> Texts.of("problem.memory");
      default -> Texts.of("problem.defect", cause);
    };
  }
}
