package dev.stallscope.capture.live;

/**
 * How much was captured and lost, from the beginning of a recording.
 *
 * @param packets in the files, deleted ones included
 * @param fileBytes likewise
 * @param droppedByKernel packets, since the capture buffer was full
 * @param droppedByInterface packets, by the network card or its driver
 */
public record RecordingCounts(
    long packets, long fileBytes, long droppedByKernel, long droppedByInterface) {
  public static final RecordingCounts NONE = new RecordingCounts(0, 0, 0, 0);

  /** Packets lost before they came into a file. */
  public long dropped() {
    return droppedByKernel + droppedByInterface;
  }
}
