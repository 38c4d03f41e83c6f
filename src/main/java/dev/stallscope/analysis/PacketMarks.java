package dev.stallscope.analysis;

import dev.stallscope.capture.PacketIndex;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;

/**
 * What was found of one packet, as the packet index keeps it.
 *
 * @param events bits of {@link SegmentEvent}
 * @param cause what made the sender send the segment again
 */
public record PacketMarks(int events, RetransmissionCause cause) {
  private static final RetransmissionCause[] CAUSES = RetransmissionCause.values();
  private static final int CAUSE_SHIFT = 24;
  private static final int EVENTS_MASK = (1 << CAUSE_SHIFT) - 1;

  /** The marks of a packet; those of a packet without any say that there was nothing to note. */
  public static PacketMarks of(PacketIndex index, int packet) {
    int bits = index.marks(packet);
    return new PacketMarks(bits & EVENTS_MASK, CAUSES[bits >>> CAUSE_SHIFT]);
  }

  void note(PacketIndex index, int packet) {
    index.setMarks(packet, events | cause.ordinal() << CAUSE_SHIFT);
  }

  public boolean has(SegmentEvent event) {
    return event.isIn(events);
  }
}
