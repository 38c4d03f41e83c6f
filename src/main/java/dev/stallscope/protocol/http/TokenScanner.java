package dev.stallscope.protocol.http;

import java.util.Arrays;

/** Collects the ids of a text while it passes, decoded. */
final class TokenScanner {
  /** Basis and prime of FNV-1a (draft-eastlake-fnv). */
  static final int START = 0x811c9dc5;

  private static final int PRIME = 0x01000193;

  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;

  /** What each byte is, since every byte of many bodies is asked for: 0 where it parts two ids. */
  private static final byte[] KINDS = kinds();

  /** What comes behind so much text is not looked at. */
  private static final int MOST_BYTES = 64 << 10;

  private int[] hashes = new int[8];
  private int count;
  private int hash = START;
  private int length;
  private boolean hasDigit;
  private int seenBytes;
  private boolean isCut;

  static int next(int hash, byte letter) {
    return (hash ^ letter) * PRIME;
  }

  static boolean isPart(byte letter) {
    return KINDS[letter & 0xff] != 0;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, 'a', 'z' + 1, LETTER);
    Arrays.fill(kinds, 'A', 'Z' + 1, LETTER);
    Arrays.fill(kinds, '0', '9' + 1, DIGIT);
    kinds['-'] = LETTER;
    kinds['_'] = LETTER;
    return kinds;
  }

  void bytes(byte[] array, int offset, int size) {
    int end = offset + Math.min(size, MOST_BYTES - seenBytes);
    isCut |= end < offset + size;
    seenBytes += end - offset;
    for (int i = offset; i < end && !isCut; ) {
      int behind = part(array, i, end);
      if (behind < end && length > 0) {
        finish();
      }
      i = behind + 1;
    }
  }

  /** Takes what belongs to the id that may have begun; gives the index behind it. */
  private int part(byte[] array, int from, int end) {
    int ofPart = hash;
    boolean isNumbered = hasDigit;
    int i = from;
    for (; i < end; i++) {
      byte letter = array[i];
      byte kind = KINDS[letter & 0xff];
      if (kind == 0) {
        break;
      }
      ofPart = next(ofPart, letter);
      isNumbered |= kind == DIGIT;
    }
    hash = ofPart;
    hasDigit = isNumbered;
    length += i - from;
    return i;
  }

  /** What follows is not looked at. */
  void cut() {
    isCut = true;
  }

  private void finish() {
    if (ContentTokens.isId(length, hasDigit)) {
      add();
    }
    hash = START;
    length = 0;
    hasDigit = false;
  }

  private void add() {
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash) {
        return;
      }
    }
    if (count == ContentTokens.MOST) {
      isCut = true;
      return;
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count] = hash;
    count++;
  }

  ContentTokens tokens() {
    finish();
    return isCut ? ContentTokens.UNKNOWN : ContentTokens.of(hashes, count);
  }
}
