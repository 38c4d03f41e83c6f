package dev.stallscope.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several captures as one, by time; the order within each file is kept. Interfaces are numbered
 * anew as they are met.
 */
final class MergedCaptureReader implements CaptureReader {
  private static final int MAX_BATCH_BYTES = 1 << 20;

  private final List<Input> inputs;
  private final List<int[]> interfaceOrigins = new ArrayList<>();
  private int packets;

  MergedCaptureReader(List<CaptureReader> readers) {
    inputs = readers.stream().map(Input::new).toList();
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    batch.clear(packets);
    int used = 0;
    while (!batch.isFull() && used < MAX_BATCH_BYTES) {
      int earliest = earliest();
      if (earliest < 0) {
        break;
      }
      used = copy(inputs.get(earliest), earliest, batch, used);
      packets++;
    }
    return batch.count() > 0;
  }

  private int earliest() throws IOException {
    int earliest = -1;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      if (input.isReady()
          && (earliest < 0 || input.epochNanos() < inputs.get(earliest).epochNanos())) {
        earliest = i;
      }
    }
    return earliest;
  }

  private int copy(Input input, int file, PacketBatch batch, int used) {
    PacketBatch from = input.batch;
    int i = input.next++;
    int length = from.capturedLength(i);
    batch.reserve(used + length);
    System.arraycopy(from.bytes(), from.offset(i), batch.bytes(), used, length);
    batch.add(
        used,
        length,
        from.originalLength(i),
        from.epochNanos(i),
        from.fileOffset(i),
        interfaceId(file, from.interfaceId(i)),
        from.linkType(i),
        from.linkDirection(i));
    return used + length;
  }

  private int interfaceId(int file, int idInFile) {
    for (int id = 0; id < interfaceOrigins.size(); id++) {
      int[] origin = interfaceOrigins.get(id);
      if (origin[0] == file && origin[1] == idInFile) {
        return id;
      }
    }
    interfaceOrigins.add(new int[] {file, idInFile});
    return interfaceOrigins.size() - 1;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    List<CaptureInterface> all = new ArrayList<>();
    for (int[] origin : interfaceOrigins) {
      CaptureInterface one = inputs.get(origin[0]).reader.interfaces().get(origin[1]);
      all.add(
          new CaptureInterface(
              all.size(),
              one.name(),
              one.description(),
              one.linkType(),
              one.snapLength(),
              one.filter(),
              one.received(),
              one.dropped()));
    }
    return all;
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
    for (Input input : inputs) {
      input.reader.close();
    }
  }

  /** One file with the batch it stands in. */
  private static final class Input {
    private final CaptureReader reader;
    private final PacketBatch batch = new PacketBatch();
    private int next;

    Input(CaptureReader reader) {
      this.reader = reader;
    }

    boolean isReady() throws IOException {
      if (next < batch.count()) {
        return true;
      }
      next = 0;
      return reader.read(batch);
    }

    long epochNanos() {
      return batch.epochNanos(next);
    }
  }
}
