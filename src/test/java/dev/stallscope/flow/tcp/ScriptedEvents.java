package dev.stallscope.flow.tcp;

import java.util.Map;

/** Event counts for tests of what lies above. */
public final class ScriptedEvents {
  private ScriptedEvents() {}

  public static EventCounts of(Map<SegmentEvent, Integer> counts) {
    EventCounts events = new EventCounts();
    counts.forEach(
        (event, count) -> {
          for (int i = 0; i < count; i++) {
            events.add(event.bit(), i);
          }
        });
    return events;
  }
}
