package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.LiveInterface.Kind;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A machine with two networks, whose captures are as long as the test says. */
public final class FakeCapturing implements Capturing, Capturing.Running {
  private static final Path RECORDED = SampleCaptures.file("slow-server");

  volatile RecordingCounts counts = RecordingCounts.NONE;
  volatile OptionalLong markedNanos = OptionalLong.empty();
  volatile Optional<String> failure = Optional.empty();
  volatile boolean isEnded;
  volatile String comment = "";
  volatile String refusal = "";
  volatile CaptureOrder order = CaptureOrder.of("", "", RECORDED);

  @Override
  public List<LiveInterface> interfaces() {
    return List.of(
        new LiveInterface("eth0", "", List.of("192.0.2.1"), Kind.NETWORK, true),
        new LiveInterface("lo", "", List.of("127.0.0.1"), Kind.LOOPBACK, true),
        new LiveInterface("nflog", "", List.of(), Kind.OTHER, true));
  }

  @Override
  public OptionalLong bytes(LiveInterface source) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<String> problem(String filter, Kind kind) {
    return filter.contains("xx") ? Optional.of("unknown port 'xx'") : Optional.empty();
  }

  @Override
  public Path newFile() {
    return RECORDED;
  }

  @Override
  public Running start(CaptureOrder wanted) throws IOException {
    if (!refusal.isEmpty()) {
      throw new IOException(refusal);
    }
    order = wanted;
    isEnded = false;
    return this;
  }

  @Override
  public void copy(List<Path> files, Path wanted) {}

  @Override
  public RecordingCounts counts() {
    return counts;
  }

  @Override
  public List<Path> files() {
    return List.of(RECORDED);
  }

  @Override
  public boolean isEnded() {
    return isEnded;
  }

  @Override
  public Optional<String> failure() {
    return failure;
  }

  @Override
  public void mark(String text) {
    comment = text;
  }

  @Override
  public OptionalLong markedNanos() {
    return markedNanos;
  }

  @Override
  public void stop() {
    isEnded = true;
  }
}
