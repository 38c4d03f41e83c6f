package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureReader;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.ProtocolDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture from front to back: this thread reads and decodes headers, one worker for each
 * shard follows the flows. Batches go round between them, so that memory does not depend on the
 * size of the file.
 */
final class ReadPass {
  /**
   * One is read while the shards follow another, and one lies between. More make nothing faster,
   * and where reading is cut short, for what it has shown until then, all that lie there are
   * followed first.
   */
  private static final int BATCHES = 3;

  private final int shardCount;
  private final List<Shard> shards = new ArrayList<>();
  private final PacketCounts counts = new PacketCounts();
  private final AnomalyLog anomalies = new AnomalyLog();
  private final KeyRing keys;
  private final ProtocolDetector detector;
  private final @Nullable FlowColumn column;
  private final MemoryRoom room;
  private boolean isCutShort;
  private boolean isRoomFull;
  private long bytesRead;

  /**
   * @param keys what decoders ask for secrets; takes those that the capture carries
   * @param opened how much of what is encrypted is opened
   * @param shardCount workers that follow flows; results do not depend on it
   * @param column takes what each packet belongs to, where somebody wants it kept
   * @param room where reading ends
   */
  ReadPass(
      KeyRing keys,
      OpenedContents opened,
      int shardCount,
      @Nullable FlowColumn column,
      MemoryRoom room) {
    this.keys = keys;
    this.room = room;
    this.shardCount = shardCount;
    this.column = column;
    detector = DecoderCatalogue.detector(keys, opened);
    for (int i = 0; i < shardCount; i++) {
      shards.add(new Shard(i, detector, column, () -> Math.max(0, leftBytes()) / shardCount));
    }
  }

  List<Shard> shards() {
    return shards;
  }

  PacketCounts counts() {
    return counts;
  }

  /** Finds who reads a flow, with all keys that were met. */
  ProtocolDetector detector() {
    return detector;
  }

  /** Whether reading was ended before the end of the capture. */
  boolean isCutShort() {
    return isCutShort;
  }

  /** Up to where the capture was followed, bytes. */
  long bytesRead() {
    return bytesRead;
  }

  /** Whether it was ended because more would not fit in memory. */
  boolean isRoomFull() {
    return isRoomFull;
  }

  /** The first packet that a flow lacks because its messages would not fit, index; mostly none. */
  OptionalInt leftOutFrom() {
    return shards.stream().filter(Shard::isFull).mapToInt(Shard::leftOutFrom).min();
  }

  /**
   * Reads all there is.
   *
   * @throws IOException if the capture cannot be read
   */
  void read(CaptureReader reader, AnalysisProgress progress) throws IOException {
    List<BlockingQueue<DecodedBatch>> queues = new ArrayList<>();
    BlockingQueue<DecodedBatch> free = new ArrayBlockingQueue<>(BATCHES);
    DecodedBatch end = new DecodedBatch();
    for (int i = 0; i < BATCHES; i++) {
      free.add(new DecodedBatch());
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(shardCount)) {
      List<Future<?>> done = new ArrayList<>();
      for (Shard shard : shards) {
        BlockingQueue<DecodedBatch> queue = new ArrayBlockingQueue<>(BATCHES + 1);
        queues.add(queue);
        done.add(workers.submit(() -> follow(shard, queue, free, end)));
      }
      try {
        feed(reader, progress, queues, free, done);
      } finally {
        for (BlockingQueue<DecodedBatch> queue : queues) {
          queue.put(end);
        }
      }
      for (Future<?> one : done) {
        one.get();
      }
      if (leftOutFrom().isPresent()) {
        isRoomFull = true;
        isCutShort = true;
      }
      MovedDatagrams.join(shards);
      end(workers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed", e.getCause());
    }
  }

  private void end(ExecutorService workers) throws InterruptedException, ExecutionException {
    List<Future<?>> done = new ArrayList<>();
    for (Shard shard : shards) {
      done.add(workers.submit(shard::end));
    }
    for (Future<?> one : done) {
      one.get();
    }
  }

  private void feed(
      CaptureReader reader,
      AnalysisProgress progress,
      List<BlockingQueue<DecodedBatch>> queues,
      BlockingQueue<DecodedBatch> free,
      List<Future<?>> workers)
      throws IOException, InterruptedException, ExecutionException {
    PacketDecoder decoder = new PacketDecoder(anomalies);
    DecodedBatch batch = free.take();
    while (reader.read(batch.packets)) {
      if (leftBytes() < 0 || shards.stream().anyMatch(Shard::isFull)) {
        isRoomFull = true;
        isCutShort = true;
        return;
      }
      keys.carry(reader.secrets());
      batch.decode(decoder, shardCount, counts);
      if (column != null) {
        column.append(batch);
      }
      batch.readers.set(shardCount);
      for (BlockingQueue<DecodedBatch> queue : queues) {
        queue.put(batch);
      }
      progress.read(reader.bytesRead(), reader.sizeBytes(), counts.packets);
      bytesRead = reader.bytesRead();
      if (progress.isCancelled()) {
        isCutShort = true;
        return;
      }
      batch = next(free, workers);
    }
  }

  /** What may be added still, bytes; for any thread. */
  private long leftBytes() {
    long flows = 0;
    long segments = 0;
    long messages = 0;
    for (Shard shard : shards) {
      flows += shard.flowCount();
      segments += shard.segmentCount();
      messages += shard.messageBytes();
    }
    return room.leftBytes(flows, segments, messages);
  }

  /** Waits for a batch that all shards have read; a worker that failed never gives its back. */
  private static DecodedBatch next(BlockingQueue<DecodedBatch> free, List<Future<?>> workers)
      throws InterruptedException, ExecutionException {
    while (true) {
      DecodedBatch batch = free.poll(1, TimeUnit.SECONDS);
      if (batch != null) {
        return batch;
      }
      for (Future<?> worker : workers) {
        if (worker.isDone()) {
          worker.get();
        }
      }
    }
  }

  private static void follow(
      Shard shard,
      BlockingQueue<DecodedBatch> queue,
      BlockingQueue<DecodedBatch> free,
      DecodedBatch end) {
    try {
      for (DecodedBatch batch = queue.take(); batch != end; batch = queue.take()) {
        shard.read(batch);
        if (batch.readers.decrementAndGet() == 0) {
          free.put(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
