package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which packets belong to something, as ascending indexes from 0. Each is one pass over a column of
 * the packet index: some milliseconds for a million packets.
 */
public final class PacketSelection {
  private final PacketIndex index;
  private final OpenCapture capture;

  public PacketSelection(OpenCapture capture) {
    this.capture = capture;
    index = capture.index();
  }

  public int[] all() {
    return IntStream.range(0, index.count()).toArray();
  }

  /** Packets of a flow; a TCP connection's flow has its id. ICMP errors about it belong to it. */
  public int[] ofFlow(int flow) {
    CaptureFlow one = capture.flows().get(flow);
    return within(one.firstPacket(), one.lastPacket(), packet -> index.flow(packet) == flow);
  }

  /**
   * Packets of an exchange's flow from the first to the last that belongs to it, acknowledgments
   * between them included; empty where the exchange has none.
   */
  public int[] ofExchange(Exchange exchange) {
    int first = exchange.firstPacket();
    if (first < 0) {
      return new int[0];
    }
    int flow = index.flow(first);
    return within(first, exchange.lastPacket(), packet -> index.flow(packet) == flow);
  }

  /** The packets that prove a finding, in the order of the capture. */
  public int[] proofOf(Finding finding) {
    return finding.packets().stream().mapToInt(packet -> packet).sorted().distinct().toArray();
  }

  /** The packets that prove a finding, with all others of its exchanges. */
  public int[] ofFinding(Finding finding) {
    BitSet packets = new BitSet();
    finding.packets().forEach(packets::set);
    for (int id : finding.exchanges()) {
      Exchange exchange = capture.analysis().measurements().exchanges().get(id);
      Arrays.stream(ofExchange(exchange)).forEach(packets::set);
    }
    return packets.stream().toArray();
  }

  /** Packets captured within a span of time. */
  public int[] within(TimeSpan span) {
    return within(0, index.count() - 1, packet -> span.contains(index.epochNanos(packet)));
  }

  private static int[] within(int first, int last, IntPredicate isWanted) {
    return IntStream.rangeClosed(first, last).filter(isWanted).toArray();
  }
}
