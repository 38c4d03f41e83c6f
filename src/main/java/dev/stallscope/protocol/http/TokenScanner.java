package dev.stallscope.protocol.http;

import java.util.Arrays;

/** Collects the ids of a text while it passes, decoded. */
final class TokenScanner {
  /** Basis and prime of FNV-1a (draft-eastlake-fnv). */
  static final int START = 0x811c9dc5;

  private static final int PRIME = 0x01000193;

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
    return letter >= 'a' && letter <= 'z'
        || letter >= '0' && letter <= '9'
        || letter >= 'A' && letter <= 'Z'
        || letter == '-'
        || letter == '_';
  }

  void bytes(byte[] array, int offset, int size) {
    int end = offset + Math.min(size, MOST_BYTES - seenBytes);
    isCut |= end < offset + size;
    seenBytes += end - offset;
    for (int i = offset; i < end && !isCut; i++) {
      if (isPart(array[i])) {
        hash = next(hash, array[i]);
        length++;
        hasDigit |= array[i] >= '0' && array[i] <= '9';
      } else {
        finish();
      }
    }
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
