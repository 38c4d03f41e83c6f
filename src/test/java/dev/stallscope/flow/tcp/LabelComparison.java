package dev.stallscope.flow.tcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Labels counted per stream, here and by tshark, whose names for them are the columns' names. */
final class LabelComparison {
  static final Map<String, SegmentEvent> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("retransmission", SegmentEvent.RETRANSMISSION);
    LABELS.put("fast_retransmission", SegmentEvent.FAST_RETRANSMISSION);
    LABELS.put("spurious_retransmission", SegmentEvent.SPURIOUS_RETRANSMISSION);
    LABELS.put("out_of_order", SegmentEvent.OUT_OF_ORDER);
    LABELS.put("duplicate_ack", SegmentEvent.DUPLICATE_ACK);
    LABELS.put("lost_segment", SegmentEvent.LOST_SEGMENT);
    LABELS.put("ack_lost_segment", SegmentEvent.ACKED_UNSEEN_SEGMENT);
    LABELS.put("zero_window", SegmentEvent.ZERO_WINDOW);
    LABELS.put("zero_window_probe", SegmentEvent.ZERO_WINDOW_PROBE);
    LABELS.put("zero_window_probe_ack", SegmentEvent.ZERO_WINDOW_PROBE_ACK);
    LABELS.put("window_full", SegmentEvent.WINDOW_FULL);
    LABELS.put("window_update", SegmentEvent.WINDOW_UPDATE);
    LABELS.put("keep_alive", SegmentEvent.KEEP_ALIVE);
    LABELS.put("keep_alive_ack", SegmentEvent.KEEP_ALIVE_ACK);
  }

  private final Map<String, Integer> compared = new TreeMap<>();
  private final Map<String, Integer> labelled = new TreeMap<>();
  private final Map<String, Set<String>> different = new TreeMap<>();
  private final List<String> missingStreams = new ArrayList<>();

  /** Compares the connections of a capture with the rows of its streams. */
  void compare(String file, TrackedCapture capture, List<Map<String, String>> streams) {
    Map<Integer, TcpTrace> byFirstPacket = new HashMap<>();
    for (int flow : capture.connections()) {
      TcpTrace trace = capture.trace(flow);
      byFirstPacket.put(trace.packet(0) + 1, trace);
    }
    for (Map<String, String> stream : streams) {
      TcpTrace trace = byFirstPacket.get(Integer.parseInt(stream.get("first_frame")));
      if (trace == null) {
        missingStreams.add(file + " " + stream.get("stream"));
      } else {
        compare(file, stream, trace.connection());
      }
    }
  }

  private void compare(String file, Map<String, String> stream, TcpConnection connection) {
    for (Map.Entry<String, SegmentEvent> label : LABELS.entrySet()) {
      int ours =
          connection.fromClient().count(label.getValue())
              + connection.fromServer().count(label.getValue());
      int theirs = Integer.parseInt(stream.get(label.getKey()));
      compared.merge(label.getKey(), 1, Integer::sum);
      labelled.merge(label.getKey(), theirs, Integer::sum);
      if (ours != theirs) {
        different
            .computeIfAbsent(label.getKey(), key -> new TreeSet<>())
            .add(file + " " + stream.get("stream") + ": " + ours + ", tshark " + theirs);
      }
    }
  }

  /** How many streams were compared in a label. */
  int compared(String label) {
    return compared.getOrDefault(label, 0);
  }

  /** How many segments of all streams tshark gave a label. */
  int labelled(String label) {
    return labelled.getOrDefault(label, 0);
  }

  /** The streams that differ, by label. */
  Map<String, Set<String>> different() {
    return different;
  }

  /** Streams of tshark's that begin with no connection here. */
  List<String> missingStreams() {
    return missingStreams;
  }
}
