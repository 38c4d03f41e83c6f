package dev.stallscope.capture.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A capture in a process of its own, which writes a file and does nothing else. It ends, with a
 * whole file, when it is told to, and when this process dies: its input ends then.
 */
public final class CaptureProcess implements AutoCloseable {
  /** What the process reads: a line with this and a text puts a comment on the next packet. */
  public static final String MARK = "mark ";

  /** Java starts, libpcap is loaded, the interface opened; far longer than a busy machine takes. */
  private static final long START_SECONDS = 30;

  /** The last packets are written and the file closed. */
  private static final long END_SECONDS = 10;

  private final Process process;
  private final PrintStream commands;
  private final Consumer<RecordingEvent> listener;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private volatile RecordingCounts counts = RecordingCounts.NONE;
  private volatile OptionalLong markedNanos = OptionalLong.empty();
  private volatile @Nullable String failure;
  private volatile boolean isRefused;

  private CaptureProcess(Process process, Consumer<RecordingEvent> listener) {
    this.process = process;
    this.listener = listener;
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Captures whole packets into one file, and returns when it has begun: packets sent from now on
   * are captured.
   *
   * @param filter in libpcap's language; empty for everything
   * @throws IOException if it cannot; the message says why, perhaps in several lines
   */
  public static CaptureProcess start(String interfaceName, String filter, Path file)
      throws IOException {
    return start(CaptureOrder.of(interfaceName, filter, file), _ -> {});
  }

  /**
   * Captures as ordered, and returns when it has begun: packets sent from now on are captured.
   *
   * @param listener is told on a thread of this object
   * @throws CaptureRefusedException if this user may not capture
   * @throws IOException if it cannot; the message says why, perhaps in several lines
   */
  public static CaptureProcess start(CaptureOrder order, Consumer<RecordingEvent> listener)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("capture", "--as-child"));
    arguments.addAll(order.arguments());
    Process process =
        new ProcessBuilder(CaptureProgram.command(arguments))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    CaptureProcess capture = new CaptureProcess(process, listener);
    Thread.ofVirtual().name("capture-process").start(capture::listen);
    try {
      capture.begun.get(START_SECONDS, TimeUnit.SECONDS);
      return capture;
    } catch (ExecutionException | TimeoutException e) {
      process.destroy();
      String why = capture.failure().orElse("The process that captures did not start.");
      throw capture.isRefused
          ? new CaptureRefusedException(CaptureRefusedException.Reason.NO_RIGHTS, why)
          : new IOException(why, e);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("The start of the capture was interrupted.", e);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        RecordingEvent.parse(line).ifPresent(this::accept);
      }
    } catch (IOException e) {
      // its output ends when the process does
    }
    if (!begun.isDone() && failure == null) {
      failure = "The process that captures ended before it began.";
    }
    begun.completeExceptionally(new IOException(failure));
    ended.complete(null);
  }

  private void accept(RecordingEvent event) {
    switch (event) {
      case RecordingEvent.FileBegun(Path file) -> {
        files.add(file);
        begun.complete(null);
      }
      case RecordingEvent.FileDeleted(Path file) -> files.remove(file);
      case RecordingEvent.Counted(RecordingCounts newest) -> counts = newest;
      case RecordingEvent.Marked(long epochNanos) -> markedNanos = OptionalLong.of(epochNanos);
      case RecordingEvent.Refused(String sentence) -> {
        failure = sentence;
        isRefused = true;
      }
      case RecordingEvent.Failed(String sentence) -> failure = sentence;
    }
    listener.accept(event);
  }

  /** Puts a comment on the next packet. */
  public void mark(String comment) {
    commands.println(MARK + comment.replaceAll("\\R", " "));
  }

  /** When the newest packet with a comment was captured. */
  public OptionalLong markedNanos() {
    return markedNanos;
  }

  /** The files there are, the newest last. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /** As they were last told, at most about a second ago. */
  public RecordingCounts counts() {
    return counts;
  }

  /** Why it ended by itself; empty if it runs or was stopped. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Completes when the file is whole, whatever ended it. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Ends the capture and returns, when the file is whole, how much was captured. */
  public RecordingCounts stop() {
    commands.close();
    try {
      ended.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
    return counts;
  }

  @Override
  public void close() {
    stop();
  }
}
