package dev.stallscope.analysis;

import java.util.stream.Stream;

/**
 * How much of a capture fits in memory. Connections, segments and messages are kept until they have
 * been judged, and a flood of connections or of tiny requests costs much more memory than bytes of
 * the file; so reading ends before it has taken what the judging needs.
 *
 * @param bytes that what is read may take, with all that is made of it later
 */
public record MemoryRoom(long bytes) {
  /** What to do where memory is full. */
  public static final String REMEDY =
      "Give Java more, JAVA_TOOL_OPTIONS=-Xmx8g for instance, or open a part of the capture.";

  /** What a connection costs until all is judged, measured with floods of SYNs. */
  private static final long FLOW_BYTES = 3_600;

  /** A row of the segment table. */
  private static final long SEGMENT_BYTES = 48;

  /** The program itself, and what is new and soon forgotten. */
  private static final long PROGRAM_BYTES = 80 << 20;

  /** What Java may take, without what the program needs for itself. */
  public static MemoryRoom ofJava() {
    long most = Runtime.getRuntime().maxMemory();
    return new MemoryRoom(Math.max(most / 4, most - PROGRAM_BYTES));
  }

  /**
   * How much room so many flows and segments, and messages of so many bytes, leave for more; less
   * than nothing where they are too many.
   */
  long leftBytes(long flows, long segments, long messageBytes) {
    return bytes - flows * FLOW_BYTES - segments * SEGMENT_BYTES - messageBytes;
  }

  /** Whether a failure came of too little memory. */
  public static boolean isLackedBy(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }
}
