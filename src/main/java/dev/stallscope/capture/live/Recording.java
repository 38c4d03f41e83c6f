package dev.stallscope.capture.live;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A capture that runs in this process, until it is stopped or its end has come. */
public final class Recording {
  /** Whoever follows the file sees packets after this, and a stop by time is as exact. */
  private static final long TICK_MILLIS = 100;

  private static final int TICKS_PER_COUNT = 10;

  private final CaptureOrder order;
  private final PacketSource source;
  private final Consumer<RecordingEvent> listener;

  /** Guards the files and the counts: packets come on one thread, ticks on another. */
  private final ReentrantLock lock = new ReentrantLock();

  private final RecordingFiles files;
  private long packets;
  private long lastPacketNanos;
  private long fileStartNanos;
  private PacketSource.Drops drops = new PacketSource.Drops(0, 0);
  private long reportedDrops;
  private @Nullable String mark;
  private volatile boolean isOver;

  /** Records what a source that has begun brings, and closes it. */
  Recording(CaptureOrder order, PacketSource source, Consumer<RecordingEvent> listener)
      throws IOException {
    this.order = order;
    this.source = source;
    this.listener = listener;
    files = new RecordingFiles(order, source.linkType(), listener);
  }

  /**
   * Begins to capture; packets wait in the system's buffer until {@link #run}.
   *
   * @param listener is told on the threads of the recording
   * @throws CaptureRefusedException if this interface, filter or user cannot capture
   * @throws IOException if the file cannot be written
   */
  public static Recording begin(CaptureOrder order, Consumer<RecordingEvent> listener)
      throws IOException {
    PacketSource source = PacketSources.open(order);
    try {
      return new Recording(order, source, listener);
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Captures until the end, and closes the file.
   *
   * @throws IOException if capturing or writing failed; what was written until then stands
   */
  public RecordingCounts run() throws IOException {
    Thread ticks = Thread.ofPlatform().daemon().name("recording-ticks").start(this::tick);
    try {
      source.run(this::packet);
    } finally {
      isOver = true;
      ticks.interrupt();
      join(ticks);
      finish();
    }
    return counts();
  }

  private static void join(Thread ticks) {
    try {
      ticks.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets {@link #run} end; from any thread. */
  public void stop() {
    source.stop();
  }

  /** Puts a comment on the next packet; from any thread. */
  public void mark(String comment) {
    lock.lock();
    try {
      mark = comment;
    } finally {
      lock.unlock();
    }
  }

  private void packet(long epochNanos, byte[] bytes, int length, int originalLength)
      throws IOException {
    lock.lock();
    try {
      if (isFull()) {
        return;
      }
      String comment = mark;
      if (comment == null) {
        files.packet(epochNanos, bytes, length, originalLength);
      } else {
        files.marked(epochNanos, bytes, length, originalLength, comment);
        mark = null;
        listener.accept(new RecordingEvent.Marked(epochNanos));
      }
      packets++;
      lastPacketNanos = epochNanos;
      if (order.ring().sizeBytes() > 0 && files.fileBytes() >= order.ring().sizeBytes()) {
        nextFile();
      }
      if (isFull()) {
        source.stop();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    StopConditions until = order.until();
    return (until.packets() > 0 && packets >= until.packets())
        || (until.sizeBytes() > 0 && files.allBytes() >= until.sizeBytes());
  }

  private void nextFile() throws IOException {
    files.statistics(lastPacketNanos, counts());
    files.next();
    fileStartNanos = System.nanoTime();
  }

  /** Runs beside the packets, some times a second. */
  private void tick() {
    long start = System.nanoTime();
    fileStartNanos = start;
    try {
      for (long tick = 1; !isOver; tick++) {
        Thread.sleep(TICK_MILLIS);
        tick(System.nanoTime() - start, tick % TICKS_PER_COUNT == 0);
      }
    } catch (InterruptedException e) {
      // the recording is over
    } catch (IOException e) {
      // the next packet meets the same and says so
      source.stop();
    }
  }

  private void tick(long sinceStartNanos, boolean isCounted) throws IOException {
    if (isCounted) {
      drops = source.drops();
    }
    RecordingCounts counts;
    lock.lock();
    try {
      if (order.ring().seconds() > 0
          && System.nanoTime() - fileStartNanos
              >= TimeUnit.SECONDS.toNanos(order.ring().seconds())) {
        nextFile();
      }
      if (counts().dropped() > reportedDrops) {
        // in the file at once, in case this process is killed
        reportedDrops = counts().dropped();
        files.statistics(lastPacketNanos, counts());
      }
      files.flush();
      counts = counts();
    } finally {
      lock.unlock();
    }
    // not within the lock, since who is told may be slow
    if (isCounted) {
      listener.accept(new RecordingEvent.Counted(counts));
    }
    if (order.until().seconds() > 0
        && sinceStartNanos >= TimeUnit.SECONDS.toNanos(order.until().seconds())) {
      source.stop();
    }
  }

  private RecordingCounts counts() {
    return new RecordingCounts(packets, files.allBytes(), drops.byKernel(), drops.byInterface());
  }

  private void finish() throws IOException {
    lock.lock();
    try (source;
        files) {
      drops = source.drops();
      files.statistics(lastPacketNanos, counts());
      files.flush();
      listener.accept(new RecordingEvent.Counted(counts()));
    } finally {
      lock.unlock();
    }
  }
}
