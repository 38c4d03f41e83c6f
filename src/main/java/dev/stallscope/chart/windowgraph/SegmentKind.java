package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.chart.Tone;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;

/** What a segment is to the eye; later ones are drawn over earlier ones. */
public enum SegmentKind {
  SENT(Tone.GRAPH_SENT),
  /** A number that no packet was captured with and none was answered with. */
  MISSING(Tone.MINOR),
  /** Arrived after bytes that were sent after it. */
  OUT_OF_ORDER(Tone.MAJOR),
  /** Asks whether a closed window has opened. */
  PROBE(Tone.MAJOR),
  /** Was sent, and did not arrive. */
  LOST(Tone.GRAPH_LOST),
  SENT_AGAIN(Tone.GRAPH_LOST);

  private final Tone tone;

  SegmentKind(Tone tone) {
    this.tone = tone;
  }

  Tone tone() {
    return tone;
  }

  /**
   * The kind of a segment, or of a packet among others that are numbered.
   *
   * @param isNumbered whether a missing one has a place of its own
   */
  static SegmentKind of(PacketMarks marks, boolean isNumbered) {
    if (isNumbered && marks.has(SegmentEvent.LOST_SEGMENT)) {
      return MISSING;
    }
    if (marks.has(SegmentEvent.ZERO_WINDOW_PROBE)) {
      return PROBE;
    }
    if (isSentAgain(marks)) {
      return SENT_AGAIN;
    }
    if (marks.has(SegmentEvent.LOST)) {
      return LOST;
    }
    return marks.has(SegmentEvent.OUT_OF_ORDER) ? OUT_OF_ORDER : SENT;
  }

  private static boolean isSentAgain(PacketMarks marks) {
    return marks.cause() != RetransmissionCause.NONE
        || marks.has(SegmentEvent.RETRANSMISSION)
        || marks.has(SegmentEvent.FAST_RETRANSMISSION)
        || marks.has(SegmentEvent.SPURIOUS_RETRANSMISSION);
  }
}
