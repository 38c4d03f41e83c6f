package dev.stallscope.capture.live;

import java.io.IOException;

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

  public Reason reason() {
    return reason;
  }
}
