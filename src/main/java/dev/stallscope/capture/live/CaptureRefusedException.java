package dev.stallscope.capture.live;

import java.io.IOException;
import java.util.List;

/** A capture that could not begin; the message is for a person. */
public final class CaptureRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why it could not. */
  public enum Reason {
    /** libpcap is not installed. */
    NO_LIBRARY,
    /** This user may not capture. */
    NO_RIGHTS,
    /** The filter is not one. */
    BAD_FILTER,
    /** The interface is not there, or cannot be captured on. */
    BAD_INTERFACE
  }

  private final Reason reason;

  CaptureRefusedException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  /** That this user may not capture, and how to get the right. */
  static CaptureRefusedException noRights(List<String> command) {
    return new CaptureRefusedException(
        Reason.NO_RIGHTS,
        CaptureRights.explanation(System.getProperty("os.name", ""), Dumpcap.state(), command));
  }

  /** The same where another command captures. */
  CaptureRefusedException forCommand(List<String> command) {
    return reason == Reason.NO_RIGHTS ? noRights(command) : this;
  }

  public Reason reason() {
    return reason;
  }
}
