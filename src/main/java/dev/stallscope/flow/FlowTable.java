package dev.stallscope.flow;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import java.util.Arrays;

/**
 * The flows of one shard: finds the flow of a packet by addresses, ports and transport. Nothing is
 * allocated for a packet; a flow costs about 70 bytes.
 *
 * <p>Flows are numbered from 0 in the order of their first packets. Side 0 is the sender of the
 * first packet.
 */
public final class FlowTable {
  /** What {@link #find} returns where there is no flow. */
  public static final int NONE = -1;

  private static final int IS_V4 = 1;
  private static final int IS_TCP = 2;

  private int count;
  private int[] slots = new int[1024];
  private long[] high = new long[512];
  private long[] low = new long[512];
  private int[] ports = new int[256];
  private byte[] kinds = new byte[256];
  private final PortReuse reuse = new PortReuse();

  /** Flows so far. */
  public int size() {
    return count;
  }

  /** The flow in what {@link #assign} and {@link #find} return. */
  public static int flow(int reference) {
    return reference >> 1;
  }

  /** The side, 0 or 1, in what {@link #assign} and {@link #find} return. */
  public static int side(int reference) {
    return reference & 1;
  }

  /**
   * Finds or opens the flow of a TCP segment or UDP datagram.
   *
   * @return flow and side of the sender, to be taken apart with {@link #flow} and {@link #side}
   */
  public int assign(PacketCursor packet) {
    boolean isTcp = packet.kind == PacketKind.TCP;
    int slot = slot(packet, isTcp);
    int flow = slots[slot] - 1;
    if (flow >= 0) {
      int side = side(flow, packet);
      if (!isTcp || !reuse.isNewConnection(flow, side, packet)) {
        if (isTcp) {
          reuse.observe(flow, side, packet, false);
        }
        return flow << 1 | side;
      }
    }
    return open(slot, packet, isTcp) << 1;
  }

  /**
   * Finds the flow that an ICMP error speaks of, or that a packet would belong to.
   *
   * @return flow and side of the sender of the (quoted) packet, or {@link #NONE}
   */
  public int find(PacketCursor packet) {
    int flow = slots[slot(packet, isTcp(packet))] - 1;
    return flow < 0 ? NONE : flow << 1 | side(flow, packet);
  }

  /** The same for both directions of a flow, and for ICMP errors that quote either. */
  public static int hash(PacketCursor packet) {
    long source = mix(packet.sourceHigh, packet.sourceLow, packet.sourcePort);
    long destination = mix(packet.destinationHigh, packet.destinationLow, packet.destinationPort);
    long both = source + destination ^ (isTcp(packet) ? 0x9e37_79b9_7f4a_7c15L : 0);
    both = (both ^ both >>> 32) * 0xd6e8_feb8_6659_fd93L;
    return (int) (both >>> 32);
  }

  public Transport transport(int flow) {
    return (kinds[flow] & IS_TCP) != 0 ? Transport.TCP : Transport.UDP;
  }

  /** Address and port of a side, made on demand. */
  public Endpoint endpoint(int flow, int side) {
    int i = flow << 1 | side;
    return new Endpoint(
        new IpAddress(high[i], low[i], (kinds[flow] & IS_V4) != 0), port(flow, side));
  }

  public int port(int flow, int side) {
    return side == 0 ? ports[flow] >>> 16 : ports[flow] & 0xffff;
  }

  private static boolean isTcp(PacketCursor packet) {
    return packet.kind == PacketKind.TCP
        || (packet.kind == PacketKind.ICMP_ERROR && packet.quotedIsTcp);
  }

  private static long mix(long high, long low, int port) {
    long mixed = (high ^ Long.rotateLeft(low, 29) ^ (long) port << 47) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ mixed >>> 32 ^ low + port) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ mixed >>> 29;
  }

  /** The slot of the packet's flow, or the empty slot where it would stand. */
  private int slot(PacketCursor packet, boolean isTcp) {
    int kind = (packet.isV4 ? IS_V4 : 0) | (isTcp ? IS_TCP : 0);
    int mask = slots.length - 1;
    int slot = hash(packet) & mask;
    while (slots[slot] != 0) {
      int flow = slots[slot] - 1;
      if (kinds[flow] == kind && side(flow, packet) >= 0) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Which side sent the packet, or -1 if it is no packet of the flow. */
  private int side(int flow, PacketCursor packet) {
    int outward = packet.sourcePort << 16 | packet.destinationPort;
    int inward = packet.destinationPort << 16 | packet.sourcePort;
    int known = ports[flow];
    if (known == outward && isSource(packet, flow << 1) && isDestination(packet, flow << 1 | 1)) {
      return 0;
    }
    if (known == inward && isSource(packet, flow << 1 | 1) && isDestination(packet, flow << 1)) {
      return 1;
    }
    return -1;
  }

  private boolean isSource(PacketCursor packet, int i) {
    return low[i] == packet.sourceLow && high[i] == packet.sourceHigh;
  }

  private boolean isDestination(PacketCursor packet, int i) {
    return low[i] == packet.destinationLow && high[i] == packet.destinationHigh;
  }

  private int open(int slot, PacketCursor packet, boolean isTcp) {
    int flow = count++;
    if (flow == ports.length) {
      grow();
    }
    boolean isReused = slots[slot] != 0;
    slots[slot] = flow + 1;
    high[flow << 1] = packet.sourceHigh;
    low[flow << 1] = packet.sourceLow;
    high[flow << 1 | 1] = packet.destinationHigh;
    low[flow << 1 | 1] = packet.destinationLow;
    ports[flow] = packet.sourcePort << 16 | packet.destinationPort;
    kinds[flow] = (byte) ((packet.isV4 ? IS_V4 : 0) | (isTcp ? IS_TCP : 0));
    reuse.open(flow);
    if (isTcp) {
      reuse.observe(flow, 0, packet, !isReused);
    }
    if (count * 2 > slots.length) {
      rehash();
    }
    return flow;
  }

  private void grow() {
    int size = ports.length * 2;
    ports = Arrays.copyOf(ports, size);
    kinds = Arrays.copyOf(kinds, size);
    high = Arrays.copyOf(high, size * 2);
    low = Arrays.copyOf(low, size * 2);
  }

  private void rehash() {
    int[] old = slots;
    slots = new int[old.length * 2];
    PacketCursor key = new PacketCursor();
    for (int entry : old) {
      if (entry != 0) {
        fill(key, entry - 1);
        slots[slot(key, key.kind == PacketKind.TCP)] = entry;
      }
    }
  }

  private void fill(PacketCursor key, int flow) {
    key.kind = (kinds[flow] & IS_TCP) != 0 ? PacketKind.TCP : PacketKind.UDP;
    key.isV4 = (kinds[flow] & IS_V4) != 0;
    key.sourceHigh = high[flow << 1];
    key.sourceLow = low[flow << 1];
    key.destinationHigh = high[flow << 1 | 1];
    key.destinationLow = low[flow << 1 | 1];
    key.sourcePort = port(flow, 0);
    key.destinationPort = port(flow, 1);
  }
}
