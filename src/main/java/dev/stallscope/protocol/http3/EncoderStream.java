package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.StreamWindow;
import dev.stallscope.protocol.http.stream.CompressedFields;
import dev.stallscope.protocol.http.stream.CompressedFields.BrokenException;
import dev.stallscope.protocol.http.stream.DynamicTable.Entry;
import org.jspecify.annotations.Nullable;

/** Enters what one side's encoder stream says into its table (RFC 9204 section 4.3). */
final class EncoderStream implements StreamDecoder {
  private static final int WITH_NAME = 0x80;
  private static final int STATIC_NAME = 0x40;
  private static final int LITERAL = 0x40;
  private static final int CAPACITY = 0x20;

  /** An instruction that needs more bytes can enter nothing: no entry is larger than the table. */
  private static final int MAX_BYTES = 2 * DecodeLimits.HPACK_TABLE_BYTES;

  private final Peer peer;
  private final QpackTable table;
  private final StreamWindow window = new StreamWindow();
  private int needed;

  EncoderStream(Peer peer, QpackTable table) {
    this.peer = peer;
    this.table = table;
  }

  @Override
  public void bytes(Direction direction, StreamBytes view) {
    if (table.isLost()) {
      return;
    }
    window.append(view);
    if (window.length() >= needed) {
      instructions();
      peer.entriesCame(view.epochNanos(), view.packet());
    }
  }

  private void instructions() {
    CompressedFields source =
        new CompressedFields(window.array(), window.offset(), window.length());
    int start = window.offset();
    int read = 0;
    try {
      while (source.hasMore() && !table.isLost()) {
        instruction(source);
        read = source.position() - start;
      }
      window.drop(read);
      needed = 0;
    } catch (BrokenException e) {
      window.drop(read);
      needed = window.length() + Math.max(1, e.missingBytes());
      if (e.missingBytes() == BrokenException.NEVER || needed < 0 || needed > MAX_BYTES) {
        lose();
      }
    }
  }

  private void instruction(CompressedFields source) throws BrokenException {
    int first = source.peek();
    if ((first & WITH_NAME) != 0) {
      int index = source.integer(6);
      Entry named = (first & STATIC_NAME) != 0 ? QpackStaticTable.at(index) : table.byAge(index);
      insert(named == null ? null : new Entry(named.name(), source.text(7)));
    } else if ((first & LITERAL) != 0) {
      String name = source.text(5);
      insert(new Entry(name, source.text(7)));
    } else if ((first & CAPACITY) != 0) {
      table.limit(source.integer(5));
    } else {
      insert(table.byAge(source.integer(5)));
    }
  }

  private void insert(@Nullable Entry entry) {
    if (entry == null) {
      peer.missed();
    } else {
      table.insert(entry);
    }
  }

  private void lose() {
    window.clear();
    peer.missed();
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    lose();
  }

  /** A sender may not end it; one that resets it ends the connection. */
  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {}
}
