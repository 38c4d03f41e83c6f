package dev.stallscope.capture;

import java.io.IOException;

/** The file is no capture at all; the message is one clear sentence for a person. */
public final class NoCaptureException extends IOException {
  private static final long serialVersionUID = 1;

  public NoCaptureException(String message) {
    super(message);
  }
}
