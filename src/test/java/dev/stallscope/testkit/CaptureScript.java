package dev.stallscope.testkit;

import dev.stallscope.capture.PacketBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A capture written as a scenario that a person can read, built into real packets.
 *
 * <pre>
 * set capture near client                # default; or near server, in the middle
 * client  0ms    handshake rtt 40ms      # SYN, SYN-ACK, ACK
 * client  41ms   data 0..517
 * client  261ms  data 0..517 again       # nothing was acknowledged
 * server  301ms  ACK 517
 * server  310ms  data "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + 9000 every 0.1ms
 * expect  stall 41ms..261ms retransmission-timeout
 * </pre>
 *
 * <h2>A line</h2>
 *
 * {@code [connection:] client|server|router TIME ACTION [OPTION ...]}, where the number sign begins
 * a note. The time is the one at the capture point: {@code 20ms}, {@code 0.5ms}, {@code 40us},
 * {@code 3s}; {@code +5ms} counts from the packet before. A connection needs a name only where
 * there are several; each new name is a connection from the next client port. Packets are put in
 * the order of their times.
 *
 * <p>Positions in a stream count from 0 with its first byte, so {@code data 0..517} is answered by
 * {@code ACK 517}. Where a line does not say what it acknowledges, it acknowledges what the peer
 * has sent in the lines above without a gap, except what was {@code lost}.
 *
 * <h2>Actions</h2>
 *
 * <table>
 *   <caption>Actions</caption>
 *   <tr><td>{@code SYN}, {@code SYN,ACK}, {@code ACK [n]}, {@code FIN}, {@code RST} ...
 *       <td>flags, without payload; {@code FIN} carries ACK, {@code RST} does not
 *   <tr><td>{@code handshake rtt T}<td>the three packets of an opening
 *   <tr><td>{@code data A..B}<td>these bytes of the stream: what stands there, else the alphabet
 *   <tr><td>{@code data PIECE + PIECE}<td>appended to what was sent: {@code "text\r\n"}, a count of
 *       filler bytes, {@code hex 16030100}, {@code $name} of the map given to {@link #parse}
 *   <tr><td>{@code http-request GET /path [host NAME]}<td>appended, as {@code data}
 *   <tr><td>{@code http-response 200 BYTES}<td>appended, with a body of that size
 *   <tr><td>{@code keep-alive [n]}<td>the sequence number before the next, with n bytes (0)
 *   <tr><td>{@code udp PIECE + PIECE}<td>a datagram
 *   <tr><td>{@code dns query ID TYPE NAME}, {@code dns iterative ID TYPE NAME}<td>a datagram, with or
 *       without recursion desired; {@code set server 10.0.0.53:53} goes before
 *   <tr><td>{@code dns answer ID TYPE NAME [NXDOMAIN] [cname NAME]... [ADDRESS]... [ttl N]
 *       [truncated]}<td>a datagram
 *   <tr><td>{@code icmp TYPE/CODE}<td>an error that quotes the peer's last packet; a {@code router}
 *       says whose with {@code icmp 3/4 to client}
 * </table>
 *
 * <h2>Options</h2>
 *
 * <table>
 *   <caption>Options of TCP lines</caption>
 *   <tr><td>{@code psh fin rst urg ece cwr}<td>more flags; PSH is set at the end of data anyway
 *   <tr><td>{@code ack n}, {@code noack}<td>what is acknowledged
 *   <tr><td>{@code win n}<td>receive window in bytes, from this line on
 *   <tr><td>{@code sack 1000..2000,3000..4000}<td>SACK blocks, the latest first
 *   <tr><td>{@code again}<td>these bytes were sent before (an error where they were not)
 *   <tr><td>{@code lost}<td>captured, but did not arrive
 *   <tr><td>{@code unseen}<td>arrived, but was not captured
 *   <tr><td>{@code twice [T]}<td>captured twice, T apart (5us)
 *   <tr><td>{@code split}, {@code every T}<td>in segments of the MSS, T apart; otherwise one frame,
 *       whatever its size, as segmentation offload leaves it
 *   <tr><td>{@code rtt T [flight 10] [max 64]}<td>in flights that double, one each round trip,
 *       acknowledged every second segment
 *   <tr><td>{@code ts V E}, {@code ttl n}, {@code id n}, {@code tfo}, {@code mptcp SUBTYPE}<td>header
 *       fields
 * </table>
 *
 * <h2>Settings</h2>
 *
 * {@code [connection:] set [client|server] NAME VALUE} before the packets they are for. Without a
 * connection they are for all that are named later. {@code mss 1460}, {@code window 64240}, {@code
 * window-scale 7|off}, {@code sack on}, {@code timestamps off}, {@code ttl 64}, {@code isn n};
 * {@code set client 10.0.0.1:40000}, {@code set server [fd00::2]:443}; of the capture: {@code
 * capture near client|near server|in middle}, {@code link ethernet|raw|cooked}, {@code snaplen n},
 * {@code directions on} (as pcapng can say), {@code order script} (times may go back), {@code tick
 * 1s} (times are kept as multiples of that).
 *
 * <p>{@code repeat 10 every 200ms} ... {@code end} repeats lines with times moved on.
 */
public final class CaptureScript {
  /**
   * The time that scenarios count from: 14 November 2023, 22:13:20 UTC and some microseconds, since
   * a clock that only knows whole milliseconds is looked at with distrust.
   */
  public static final long START_NANOS = 1_700_000_000_000_123_000L;

  private final List<TimedPacket> packets;
  private final int linkType;
  private final int snapLength;
  private final List<String> expectations;

  CaptureScript(
      List<TimedPacket> packets, int linkType, int snapLength, List<String> expectations) {
    this.packets = List.copyOf(packets);
    this.linkType = linkType;
    this.snapLength = snapLength;
    this.expectations = List.copyOf(expectations);
  }

  /**
   * Builds a scenario.
   *
   * @throws IllegalArgumentException with line number and line where it is not understood
   */
  public static CaptureScript parse(String text) {
    return parse(text, Map.of());
  }

  /** Builds a scenario that uses payloads by name: {@code data $hello}. */
  public static CaptureScript parse(String text, Map<String, byte[]> payloads) {
    return new ScriptParser(payloads).parse(text);
  }

  /** The packets in the order of capture. */
  public List<TimedPacket> packets() {
    return packets;
  }

  public int linkType() {
    return linkType;
  }

  /** The lines that begin with {@code expect}, without that word, in single spaces. */
  public List<String> expectations() {
    return expectations;
  }

  /** The capture as a classic pcap file. */
  public byte[] pcap() {
    return PcapBytes.of(packets, linkType, snapLength);
  }

  /** Writes the capture as a classic pcap file. */
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, pcap());
  }

  /** The capture as a reader would hand it on. */
  public List<PacketBatch> batches() {
    return PcapBytes.batches(packets, linkType);
  }

  /** Epoch nanoseconds of a time of the scenario: {@code at("41ms")}. */
  public static long at(String time) {
    return START_NANOS + new ScriptTokens(0, time).nanos("time");
  }
}
