package dev.stallscope.flow.tcp;

/** Reasons why verdicts about a connection are limited (STALLS 0.5). */
public enum CaptureQuality {
  /** Time ran backwards by more than a millisecond. */
  CLOCK_BACK,
  /** Data were acknowledged that the capture never saw. */
  UNSEEN_ACKNOWLEDGED,
  /** Packets were captured twice. */
  DUPLICATES,
  /** Segments larger than the MSS. */
  OFFLOAD,
  /** Payload cut by the snap length. */
  SNAPLEN,
  /** Only one direction was captured. */
  ONE_SIDED,
  /** The beginning is missing. */
  STARTS_IN_THE_MIDDLE,
  /** The end is missing. */
  ENDS_IN_THE_MIDDLE,
  /** Captured before the data it acknowledges: the tap reordered packets. */
  TAP_REORDERED
}
