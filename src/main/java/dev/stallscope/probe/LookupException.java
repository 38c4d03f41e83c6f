package dev.stallscope.probe;

import java.net.UnknownHostException;

/** A host's addresses could not be found; the message is a sentence for a person. */
final class LookupException extends UnknownHostException {
  private static final long serialVersionUID = 1;

  private final ProbeFailure.Kind kind;

  LookupException(ProbeFailure.Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  ProbeFailure.Kind kind() {
    return kind;
  }
}
