package dev.stallscope.protocol.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ids that stand in a text: runs of letters, digits, hyphens and underscores that hold a digit,
 * or are long. A later request that names one of them may have needed the text. Kept as hashes, at
 * most {@link #MOST} of them.
 */
public final class ContentTokens {
  /** Of a text that was not looked at because nothing in it can be needed. */
  public static final ContentTokens NONE = new ContentTokens(new int[0], true);

  /** Of a text that could not be read, or holds too many. */
  public static final ContentTokens UNKNOWN = new ContentTokens(new int[0], false);

  /** Ids kept of one text; a longer list is rarely walked through to its end. */
  static final int MOST = 256;

  private static final int SHORTEST = 3;

  /** Without a digit only long runs are ids rather than words. */
  private static final int LONG = 16;

  private final int[] hashes;
  private final boolean isWhole;

  private ContentTokens(int[] hashes, boolean isWhole) {
    this.hashes = hashes;
    this.isWhole = isWhole;
  }

  static ContentTokens of(int[] hashes, int count) {
    int[] sorted = Arrays.copyOf(hashes, count);
    Arrays.sort(sorted);
    return new ContentTokens(sorted, true);
  }

  /** Whether the id may stand in the text: certain where it does not. */
  public boolean mayHold(String id) {
    int hash = TokenScanner.START;
    for (int i = 0; i < id.length(); i++) {
      hash = TokenScanner.next(hash, (byte) id.charAt(i));
    }
    return !isWhole || Arrays.binarySearch(hashes, hash) >= 0;
  }

  /** The ids in a URL or header value, in order. */
  public static List<String> in(String text) {
    List<String> ids = new ArrayList<>();
    int start = 0;
    boolean hasDigit = false;
    for (int i = 0; i <= text.length(); i++) {
      char letter = i < text.length() ? text.charAt(i) : ' ';
      if (letter < 128 && TokenScanner.isPart((byte) letter)) {
        hasDigit |= letter >= '0' && letter <= '9';
        continue;
      }
      if (isId(i - start, hasDigit)) {
        ids.add(text.substring(start, i));
      }
      start = i + 1;
      hasDigit = false;
    }
    return ids;
  }

  static boolean isId(int length, boolean hasDigit) {
    return length >= (hasDigit ? SHORTEST : LONG);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentTokens that
        && isWhole == that.isWhole
        && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(hashes) + Boolean.hashCode(isWhole);
  }

  @Override
  public String toString() {
    return hashes.length + (isWhole ? " ids" : " ids and more");
  }
}
