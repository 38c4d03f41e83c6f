package dev.stallscope.analysis;

import dev.stallscope.capture.PacketBatch;
import dev.stallscope.flow.FlowTable;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch of packets with the transport header of each, handed from the reader to the shards. */
final class DecodedBatch {
  private static final byte NO_SHARD = -1;

  final PacketBatch packets = new PacketBatch();
  private final PacketCursor[] cursors = new PacketCursor[PacketBatch.MAX_PACKETS];
  private final byte[] shards = new byte[PacketBatch.MAX_PACKETS];

  /** Shards that still have to read it. */
  final AtomicInteger readers = new AtomicInteger();

  DecodedBatch() {
    for (int i = 0; i < cursors.length; i++) {
      cursors[i] = new PacketCursor();
    }
  }

  /** Decodes every packet and assigns it to a shard by its five-tuple. */
  void decode(PacketDecoder decoder, int shardCount, PacketCounts counts) {
    for (int i = 0; i < packets.count(); i++) {
      PacketCursor cursor = cursors[i];
      decoder.decode(packets, i, cursor);
      counts.count(packets, i, cursor.kind);
      shards[i] =
          cursor.kind == PacketKind.OTHER || cursor.kind == PacketKind.FRAGMENT
              ? NO_SHARD
              : (byte) ((FlowTable.hash(cursor) >>> 1) % shardCount);
    }
  }

  int count() {
    return packets.count();
  }

  boolean isFor(int i, int shard) {
    return shards[i] == shard;
  }

  PacketCursor cursor(int i) {
    return cursors[i];
  }
}
