package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.RecordingCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What this machine can capture, and how; none of it belongs on the FX thread. */
public interface Capturing {
  /** All interfaces. */
  List<LiveInterface> interfaces() throws IOException;

  /** Bytes that an interface has carried until now; empty where the system does not tell. */
  OptionalLong bytes(LiveInterface source);

  /** What is wrong with a filter, in libpcap's words. */
  Optional<String> problem(String filter, LiveInterface.Kind kind);

  /** A new file for a recording. */
  Path newFile() throws IOException;

  /** Begins to capture; the message of what it throws is for a person, perhaps in several lines. */
  Running start(CaptureOrder order) throws IOException;

  /** Copies what was recorded. */
  void copy(List<Path> files, Path wanted) throws IOException;

  /** A capture that runs; asked on any thread. */
  interface Running {
    RecordingCounts counts();

    List<Path> files();

    boolean isEnded();

    /** Why it ended by itself. */
    Optional<String> failure();

    void mark(String comment);

    /** When the newest mark was set, by the clock of the packets. */
    OptionalLong markedNanos();

    /** Ends it; returns when the file is whole. */
    void stop();
  }
}
