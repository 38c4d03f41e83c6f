package dev.stallscope.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several captures as one, by time; of two packets with one time, the one of the earlier file comes
 * first, and the order within each file is kept even where its times run backwards. Interfaces are
 * numbered anew as they are met.
 *
 * <p>A file that still grows takes part again when it has more; what has been handed out before
 * stays where it was, so the whole is then in order only as far as the files were written at one
 * pace.
 */
final class MergedCaptureReader implements CaptureReader {
  /** Bytes that the batches of all files may take together. */
  private static final int BATCHES_BYTES = 64 << 20;

  private static final int MIN_BATCH_BYTES = 32 << 10;
  private static final int MAX_BATCH_BYTES = 1 << 20;

  /**
   * Bytes of file for each packet row, so that rows and bytes of a small batch run out together.
   */
  private static final int BYTES_PER_PACKET = 256;

  private final List<Input> inputs = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();

  /** Numbers of the inputs that have a packet, a binary heap by its time. */
  private final int[] heap;

  private int heapSize;
  private int packets;

  /** Where an interface comes from. */
  private record Origin(int file, int id) {}

  MergedCaptureReader(List<CaptureReader> readers) {
    int bytes =
        Math.clamp(BATCHES_BYTES / Math.max(1, readers.size()), MIN_BATCH_BYTES, MAX_BATCH_BYTES);
    for (CaptureReader reader : readers) {
      inputs.add(
          new Input(inputs.size(), reader, new PacketBatch(bytes / BYTES_PER_PACKET, bytes)));
    }
    heap = new int[inputs.size()];
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    batch.clear(packets);
    if (packets > Integer.MAX_VALUE - PacketBatch.MAX_PACKETS) {
      return false;
    }
    for (Input input : inputs) {
      if (input.isDry && refill(input)) {
        heap[heapSize++] = input.number;
        siftUp(heapSize - 1);
      }
    }
    int used = 0;
    while (heapSize > 0 && !batch.isFull()) {
      Input input = inputs.get(heap[0]);
      int length = input.batch.capturedLength(input.next);
      if (batch.count() > 0 && used + (long) length > batch.nominalBytes()) {
        break;
      }
      copy(input, length, batch, used);
      used += length;
      packets++;
      input.next++;
      if (input.next == input.batch.count() && !refill(input)) {
        heap[0] = heap[--heapSize];
      }
      siftDown();
    }
    return batch.count() > 0;
  }

  private void copy(Input input, int length, PacketBatch batch, int used) {
    PacketBatch from = input.batch;
    int i = input.next;
    batch.reserve(used + length);
    System.arraycopy(from.bytes(), from.offset(i), batch.bytes(), used, length);
    batch.add(
        used,
        length,
        from.originalLength(i),
        from.epochNanos(i),
        from.fileOffset(i),
        input.interfaceIds[from.interfaceId(i)],
        from.linkType(i),
        from.linkDirection(i),
        input.number);
  }

  /** Brings the next batch of a file, if there is one now. */
  private boolean refill(Input input) throws IOException {
    input.next = 0;
    input.isDry = !input.reader.read(input.batch);
    int known = input.interfaceIds.length;
    int count = input.reader.interfaces().size();
    input.interfaceIds = Arrays.copyOf(input.interfaceIds, count);
    for (int id = known; id < count; id++) {
      // Beyond the cap, packets keep their own link type and borrow the name of the last interface.
      if (origins.size() < CaptureLimits.INTERFACES) {
        origins.add(new Origin(input.number, id));
      }
      input.interfaceIds[id] = origins.size() - 1;
    }
    return !input.isDry;
  }

  private boolean isBefore(int one, int other) {
    long oneNanos = inputs.get(one).epochNanos();
    long otherNanos = inputs.get(other).epochNanos();
    return oneNanos < otherNanos || oneNanos == otherNanos && one < other;
  }

  private void siftUp(int from) {
    int at = from;
    while (at > 0 && isBefore(heap[at], heap[(at - 1) / 2])) {
      at = swap(at, (at - 1) / 2);
    }
  }

  private void siftDown() {
    int at = 0;
    while (2 * at + 1 < heapSize) {
      int child = 2 * at + 1;
      if (child + 1 < heapSize && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[at])) {
        return;
      }
      at = swap(at, child);
    }
  }

  private int swap(int at, int other) {
    int number = heap[at];
    heap[at] = heap[other];
    heap[other] = number;
    return other;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    List<List<CaptureInterface>> ofFiles =
        inputs.stream().map(input -> input.reader.interfaces()).toList();
    return IntStream.range(0, origins.size())
        .mapToObj(
            id -> {
              Origin origin = origins.get(id);
              return ofFiles.get(origin.file).get(origin.id).withId(id);
            })
        .toList();
  }

  @Override
  public List<DecryptionSecrets> secrets() {
    return inputs.stream().flatMap(input -> input.reader.secrets().stream()).toList();
  }

  @Override
  public List<CaptureWarning> warnings() {
    return inputs.stream().flatMap(input -> input.reader.warnings().stream()).toList();
  }

  @Override
  public long bytesRead() {
    return inputs.stream().mapToLong(input -> input.reader.bytesRead()).sum();
  }

  @Override
  public long sizeBytes() {
    return inputs.stream().mapToLong(input -> input.reader.sizeBytes()).sum();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Input input : inputs) {
      try {
        input.reader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** One file with the batch it stands in. */
  private static final class Input {
    private final int number;
    private final CaptureReader reader;
    private final PacketBatch batch;
    private int next;
    private boolean isDry = true;
    private int[] interfaceIds = {};

    Input(int number, CaptureReader reader, PacketBatch batch) {
      this.number = number;
      this.reader = reader;
      this.batch = batch;
    }

    long epochNanos() {
      return batch.epochNanos(next);
    }
  }
}
