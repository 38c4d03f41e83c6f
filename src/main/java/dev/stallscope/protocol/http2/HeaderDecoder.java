package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.stream.CompressedFields;
import dev.stallscope.protocol.http.stream.CompressedFields.BrokenException;
import dev.stallscope.protocol.http.stream.DynamicTable.Entry;
import dev.stallscope.protocol.http.stream.HeaderAllowance;
import dev.stallscope.protocol.http.stream.HeaderBlock;

/**
 * Decodes the header blocks of one direction (HPACK, RFC 7541). A field that refers to an entry
 * which was not seen is counted as unknown, and the block is read on: its new entries must enter
 * the table, or every later reference would give a wrong value.
 */
final class HeaderDecoder {
  private static final int INDEXED = 0x80;
  private static final int INSERTED = 0x40;
  private static final int SIZE_UPDATE = 0x20;

  private final FieldTable table = new FieldTable(DecodeLimits.HPACK_TABLE_BYTES);
  private final HeaderAllowance allowance = new HeaderAllowance();
  private boolean isBroken;

  /** A block was missed: what the table held stands at other places now. */
  void missed() {
    table.dynamic().forget();
  }

  /**
   * Decodes one block.
   *
   * @return its fields, as far as they can be known
   */
  HeaderBlock decode(byte[] block, int offset, int length) {
    CompressedFields source = new CompressedFields(block, offset, length);
    HeaderBlock.Builder fields = allowance.begin(length);
    isBroken = false;
    try {
      while (source.hasMore()) {
        field(source, fields);
      }
    } catch (BrokenException e) {
      fields.unknown();
      missed();
      isBroken = true;
    }
    return allowance.end(fields);
  }

  /** Whether the last block was no HPACK. */
  boolean isBroken() {
    return isBroken;
  }

  private void field(CompressedFields source, HeaderBlock.Builder fields) throws BrokenException {
    int first = source.peek();
    if ((first & INDEXED) != 0) {
      fields.add(table.at(source.integer(7)));
    } else if ((first & INSERTED) != 0) {
      Entry entry = literal(source, 6);
      table.dynamic().add(entry);
      fields.add(entry);
    } else if ((first & SIZE_UPDATE) != 0) {
      table.dynamic().limit(Math.min(source.integer(5), DecodeLimits.HPACK_TABLE_BYTES));
    } else {
      fields.add(literal(source, 4));
    }
  }

  private Entry literal(CompressedFields source, int prefixBits) throws BrokenException {
    int index = source.integer(prefixBits);
    if (index == 0) {
      String name = source.text(7);
      return new Entry(name, source.text(7));
    }
    Entry named = table.at(index);
    return new Entry(named == null ? null : named.name(), source.text(7));
  }
}
