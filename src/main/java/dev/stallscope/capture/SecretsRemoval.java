package dev.stallscope.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a capture anew without decryption secrets, of whatever kind they are. */
public final class SecretsRemoval implements BlockListener {
  private final OutputStream out;
  private int removed;

  private SecretsRemoval(OutputStream out) {
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param isComplete false where it was cancelled, and nothing written
   * @param blocks of secrets that were left out
   * @param warnings what was damaged and left out too, since there may be secrets in it
   */
  public record Result(boolean isComplete, int blocks, List<CaptureWarning> warnings) {}

  /**
   * Writes it. All other blocks stay byte for byte, but for the lengths of sections that say one; a
   * compressed file becomes plain.
   *
   * @param out another file, which it replaces once it is complete
   * @throws NoCaptureException if the input is a pcap, which cannot hold secrets, or no capture
   * @throws IOException if the input cannot be read, or the output not be written; the message says
   *     which
   */
  public static Result strip(Path capture, Path out, ReadingProgress progress) throws IOException {
    OutputFile.check(out, List.of(capture));
    if (InsertionPoint.find(capture).isEmpty()) {
      throw new NoCaptureException(
          capture + " is a pcap, which cannot hold keys: there is nothing to strip.");
    }
    List<CaptureWarning> warnings = new ArrayList<>();
    int[] blocks = new int[1];
    boolean isComplete =
        OutputFile.write(
            out,
            stream -> {
              SecretsRemoval removal = new SecretsRemoval(stream);
              try (CaptureReader reader = CaptureFile.open(capture, removal)) {
                boolean isWhole = readAll(reader, progress);
                blocks[0] = removal.removed;
                warnings.addAll(reader.warnings());
                return isWhole;
              } catch (UncheckedIOException e) {
                throw e.getCause();
              }
            });
    return new Result(isComplete, blocks[0], List.copyOf(warnings));
  }

  private static boolean readAll(CaptureReader reader, ReadingProgress progress)
      throws IOException {
    PacketBatch batch = new PacketBatch();
    int packets = 0;
    while (reader.read(batch)) {
      packets += batch.count();
      progress.read(reader.bytesRead(), reader.sizeBytes(), packets);
      if (progress.isCancelled()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void block(ByteOrderReads order, byte[] bytes, int at, int total, long fileOffset) {
    int type = order.i32(bytes, at);
    if (type == BlockType.DECRYPTION_SECRETS) {
      removed++;
      return;
    }
    if (type == BlockType.SECTION_HEADER) {
      BlockType.forgetSectionLength(bytes, at);
    }
    try {
      out.write(bytes, at, total);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
