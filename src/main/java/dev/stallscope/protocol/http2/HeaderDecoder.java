package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the header blocks of one direction (HPACK, RFC 7541). A field that refers to an entry
 * which was not seen is counted as unknown, and the block is read on: its new entries must enter
 * the table, or every later reference would give a wrong value.
 */
final class HeaderDecoder {
  private static final int INDEXED = 0x80;
  private static final int INSERTED = 0x40;
  private static final int SIZE_UPDATE = 0x20;
  private static final int HUFFMAN = 0x80;

  private final FieldTable table = new FieldTable(DecodeLimits.HPACK_TABLE_BYTES);
  private long allowanceBytes = DecodeLimits.EXPANDED_HEADER_BYTES;
  private byte[] bytes = new byte[0];
  private boolean isBroken;
  private int at;
  private int end;

  /** The block is no HPACK: what follows in it, and the table, cannot be known. */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("broken header block", null, false, false);
    }
  }

  /** A block was missed: what the table held stands at other places now. */
  void missed() {
    table.forget();
  }

  /**
   * Decodes one block.
   *
   * @return its fields, as far as they can be known
   */
  HeaderBlock decode(byte[] block, int offset, int length) {
    bytes = block;
    isBroken = false;
    at = offset;
    end = offset + length;
    allowanceBytes =
        Math.min(
            DecodeLimits.ALL_HEADER_BYTES,
            allowanceBytes + (long) length * DecodeLimits.HEADER_RATIO);
    long allowed = Math.min(allowanceBytes, DecodeLimits.HEADER_BYTES);
    HeaderBlock.Builder fields = new HeaderBlock.Builder(allowed);
    try {
      while (at < end) {
        field(fields);
      }
    } catch (Broken e) {
      fields.unknown();
      table.forget();
      isBroken = true;
    }
    allowanceBytes -= allowed - Math.max(0, fields.allowedBytes());
    return fields.build();
  }

  /** Whether the last block was no HPACK. */
  boolean isBroken() {
    return isBroken;
  }

  private void field(HeaderBlock.Builder fields) throws Broken {
    int first = Bytes.u8(bytes, at);
    if ((first & INDEXED) != 0) {
      emit(fields, table.at(integer(7)));
    } else if ((first & INSERTED) != 0) {
      FieldTable.Entry entry = literal(6);
      table.add(entry);
      emit(fields, entry);
    } else if ((first & SIZE_UPDATE) != 0) {
      table.limit(Math.min(integer(5), DecodeLimits.HPACK_TABLE_BYTES));
    } else {
      emit(fields, literal(4));
    }
  }

  private static void emit(HeaderBlock.Builder fields, FieldTable.@Nullable Entry entry) {
    if (entry == null || entry.name() == null) {
      fields.unknown();
    } else {
      fields.add(entry.name(), entry.value());
    }
  }

  private FieldTable.Entry literal(int prefixBits) throws Broken {
    int index = integer(prefixBits);
    if (index == 0) {
      String name = string();
      return new FieldTable.Entry(name, string());
    }
    FieldTable.Entry named = table.at(index);
    return new FieldTable.Entry(named == null ? null : named.name(), string());
  }

  /** RFC 7541 section 5.1. */
  private int integer(int prefixBits) throws Broken {
    int largest = (1 << prefixBits) - 1;
    long value = next() & largest;
    if (value < largest) {
      return (int) value;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int octet = next();
      value += (long) (octet & 0x7f) << shift;
      if (value > Integer.MAX_VALUE) {
        throw new Broken();
      }
      if ((octet & 0x80) == 0) {
        return (int) value;
      }
    }
    throw new Broken();
  }

  /** RFC 7541 section 5.2. */
  private String string() throws Broken {
    boolean isHuffman = at < end && (bytes[at] & HUFFMAN) != 0;
    int length = integer(7);
    if (length > end - at) {
      throw new Broken();
    }
    int from = at;
    at += length;
    if (!isHuffman) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    Optional<String> text = HuffmanCode.decode(bytes, from, length);
    if (text.isEmpty()) {
      throw new Broken();
    }
    return text.get();
  }

  private int next() throws Broken {
    if (at >= end) {
      throw new Broken();
    }
    int octet = Bytes.u8(bytes, at);
    at++;
    return octet;
  }
}
