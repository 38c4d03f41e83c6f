package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.CaptureProcess;
import dev.stallscope.capture.live.FilterCheck;
import dev.stallscope.capture.live.InterfaceList;
import dev.stallscope.capture.live.InterfaceTraffic;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.capture.live.RecordingFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Captures for real. */
public final class SystemCapturing implements Capturing {
  @Override
  public List<LiveInterface> interfaces() throws IOException {
    return InterfaceList.read();
  }

  @Override
  public OptionalLong bytes(LiveInterface source) {
    return InterfaceTraffic.bytes(source.name());
  }

  @Override
  public Optional<String> problem(String filter, LiveInterface.Kind kind) {
    return FilterCheck.problem(filter, kind);
  }

  @Override
  public Path newFile() throws IOException {
    return RecordingFolder.inHome();
  }

  @Override
  public Running start(CaptureOrder order) throws IOException {
    return new RunningProcess(CaptureProcess.start(order, _ -> {}));
  }

  @Override
  public void copy(List<Path> files, Path wanted) throws IOException {
    RecordingFolder.copy(files, wanted);
  }

  private record RunningProcess(CaptureProcess process) implements Running {
    @Override
    public RecordingCounts counts() {
      return process.counts();
    }

    @Override
    public List<Path> files() {
      return process.files();
    }

    @Override
    public boolean isEnded() {
      return process.ended().isDone();
    }

    @Override
    public Optional<String> failure() {
      return process.failure();
    }

    @Override
    public void mark(String comment) {
      process.mark(comment);
    }

    @Override
    public OptionalLong markedNanos() {
      return process.markedNanos();
    }

    @Override
    public void stop() {
      process.stop();
    }
  }
}
