package dev.stallscope.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** Opens capture files, whatever their format: it is recognised by content, never by name. */
public final class CaptureFile {
  private static final int MAGIC_BYTES = 4;

  private CaptureFile() {}

  /**
   * Opens one file.
   *
   * @throws NoCaptureException if it is no capture; the message is one sentence for a person
   * @throws IOException if it cannot be read; the message names it
   */
  public static CaptureReader open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new NoCaptureException(path + " is a directory, not a capture file.");
    }
    ByteSource source;
    try {
      source = ByteSource.open(path);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(path + " does not exist.");
    } catch (EOFException | ZipException e) {
      throw new NoCaptureException(path + " begins like gzip but cannot be decompressed.");
    }
    try {
      return open(source);
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  /** Opens several files as one capture, merged by time. */
  public static CaptureReader open(List<Path> paths) throws IOException {
    if (paths.size() == 1) {
      return open(paths.getFirst());
    }
    List<CaptureReader> readers = new ArrayList<>();
    try {
      for (Path path : paths) {
        readers.add(open(path));
      }
    } catch (IOException e) {
      for (CaptureReader reader : readers) {
        reader.close();
      }
      throw e;
    }
    return new MergedCaptureReader(readers);
  }

  private static CaptureReader open(ByteSource source) throws IOException {
    BatchBuffer buffer = new BatchBuffer(source);
    PacketBatch first = new PacketBatch();
    buffer.begin(first);
    boolean hasMagic = buffer.has(MAGIC_BYTES, true);
    byte[] bytes = buffer.bytes();
    CaptureReader reader;
    if (hasMagic && PcapngReader.isPcapng(bytes, buffer.available())) {
      reader = new PcapngReader(source, buffer);
    } else if (hasMagic && PcapReader.isPcap(bytes, buffer.available())) {
      reader = PcapReader.open(source, buffer);
    } else {
      throw new NoCaptureException(
          source.path() + " is no capture: " + looksLike(bytes, buffer.available()) + ".");
    }
    buffer.end();
    return reader;
  }

  private static String looksLike(byte[] bytes, int length) {
    if (length == 0) {
      return "the file is empty";
    }
    String start = new String(bytes, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1);
    if (start.startsWith("{") || start.startsWith("[")) {
      return "it looks like JSON, perhaps a HAR file";
    }
    if (start.startsWith("\u007fELF")) {
      return "it looks like a program";
    }
    if (start.startsWith("\u0089PNG")) {
      return "it looks like a picture";
    }
    if (start.startsWith("PK")) {
      return "it looks like a zip archive; unpack it first";
    }
    boolean isText =
        start.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
    return isText
        ? "it looks like text, not like pcap or pcapng"
        : "it begins neither like pcap nor like pcapng";
  }
}
