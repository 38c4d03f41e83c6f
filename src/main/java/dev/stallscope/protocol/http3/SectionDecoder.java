package dev.stallscope.protocol.http3;

import dev.stallscope.protocol.http.stream.CompressedFields;
import dev.stallscope.protocol.http.stream.CompressedFields.BrokenException;
import dev.stallscope.protocol.http.stream.DynamicTable.Entry;
import dev.stallscope.protocol.http.stream.HeaderAllowance;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import org.jspecify.annotations.Nullable;

/** Decodes the field sections of one side (RFC 9204 section 4.5). */
final class SectionDecoder {
  private static final int INDEXED = 0x80;
  private static final int WITH_NAME = 0x40;
  private static final int LITERAL = 0x20;
  private static final int INDEXED_NEW = 0x10;
  private static final int STATIC = 0x40;
  private static final int STATIC_NAME = 0x10;
  private static final int NEGATIVE = 0x80;

  private final QpackTable table;
  private final HeaderAllowance allowance = new HeaderAllowance();

  SectionDecoder(QpackTable table) {
    this.table = table;
  }

  /** Whether entries that the section needs are still to come. */
  boolean mustWait(byte[] bytes, int offset, int length) {
    if (table.isLost()) {
      return false;
    }
    try {
      int encoded = new CompressedFields(bytes, offset, length).integer(8);
      return encoded > 0 && (!table.isAllowed() || table.required(encoded) > table.inserted());
    } catch (BrokenException e) {
      return false;
    }
  }

  /** The section's fields, as far as they are known now. */
  HeaderBlock decode(byte[] bytes, int offset, int length) {
    CompressedFields source = new CompressedFields(bytes, offset, length);
    HeaderBlock.Builder fields = allowance.begin(length);
    try {
      Section section = prefix(source);
      while (source.hasMore()) {
        fields.add(section.field(source));
      }
    } catch (BrokenException e) {
      fields.unknown();
    }
    return allowance.end(fields);
  }

  private Section prefix(CompressedFields source) throws BrokenException {
    int encoded = source.integer(8);
    boolean isNegative = source.hasMore() && (source.peek() & NEGATIVE) != 0;
    int delta = source.integer(7);
    boolean isKnown = table.isAllowed() && !table.isLost();
    long required = isKnown ? table.required(encoded) : 0;
    return new Section(required, isNegative ? required - delta - 1L : required + delta);
  }

  /** What the references of a section count from. */
  private final class Section {
    /** Entries with this number and higher ones are not referred to. */
    private final long required;

    private final long base;

    Section(long required, long base) {
      this.required = required;
      this.base = base;
    }

    /** The next field, null where it is not known. */
    @Nullable Entry field(CompressedFields source) throws BrokenException {
      int first = source.peek();
      if ((first & INDEXED) != 0) {
        int index = source.integer(6);
        return (first & STATIC) != 0 ? QpackStaticTable.at(index) : dynamic(base - 1 - index);
      }
      if ((first & WITH_NAME) != 0) {
        int index = source.integer(4);
        boolean isStatic = (first & STATIC_NAME) != 0;
        return named(isStatic ? QpackStaticTable.at(index) : dynamic(base - 1 - index), source);
      }
      if ((first & LITERAL) != 0) {
        String name = source.text(3);
        return new Entry(name, source.text(7));
      }
      if ((first & INDEXED_NEW) != 0) {
        return dynamic(base + source.integer(4));
      }
      return named(dynamic(base + source.integer(3)), source);
    }

    private @Nullable Entry dynamic(long number) {
      return number >= 0 && number < required ? table.byNumber(number) : null;
    }

    private static Entry named(@Nullable Entry entry, CompressedFields source)
        throws BrokenException {
      return new Entry(entry == null ? null : entry.name(), source.text(7));
    }
  }
}
