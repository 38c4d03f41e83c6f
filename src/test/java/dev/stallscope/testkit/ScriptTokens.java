package dev.stallscope.testkit;

import java.util.ArrayList;
import java.util.List;

/** The words of one line of a scenario, read from left to right. */
final class ScriptTokens {
  private final int lineNumber;
  private final String line;
  private final List<String> words;
  private int at;

  /** Splits at white space; quoted text is one word, and a number sign outside it begins a note. */
  ScriptTokens(int lineNumber, String line) {
    this.lineNumber = lineNumber;
    this.line = line.strip();
    words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        word.append(c).append(i + 1 < line.length() ? line.charAt(++i) : ' ');
      } else if (c == '"') {
        quoted = !quoted;
        word.append(c);
      } else if (quoted || !Character.isWhitespace(c) && c != '#') {
        word.append(c);
      } else {
        endWord(word);
        if (c == '#') {
          break;
        }
      }
    }
    endWord(word);
    if (quoted) {
      throw problem("text is not closed");
    }
  }

  private ScriptTokens(ScriptTokens that) {
    lineNumber = that.lineNumber;
    line = that.line;
    words = that.words;
    at = that.at;
  }

  /** The same words from here on, to be read a second time. */
  ScriptTokens copy() {
    return new ScriptTokens(this);
  }

  private void endWord(StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  boolean hasNext() {
    return at < words.size();
  }

  /** The next word without taking it, empty at the end. */
  String peek() {
    return hasNext() ? words.get(at) : "";
  }

  String next(String what) {
    if (!hasNext()) {
      throw problem(what + " is missing");
    }
    return words.get(at++);
  }

  /** Takes the next word if it is this one. */
  boolean accept(String word) {
    if (peek().equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  boolean nextIsNumber() {
    return !peek().isEmpty() && Character.isDigit(peek().charAt(0)) && !peek().contains("..");
  }

  long number(String what) {
    String word = next(what);
    try {
      return Long.parseLong(word.replace("_", ""));
    } catch (NumberFormatException e) {
      throw problem(what + " is no number: " + word);
    }
  }

  /** {@code 20ms}, {@code 0.5ms}, {@code 40us}, {@code 3s}, {@code 100ns}. */
  long nanos(String what) {
    return nanos(what, next(what));
  }

  long nanos(String what, String word) {
    String unit = word.replaceFirst("^[0-9._]+", "");
    double value;
    try {
      value = Double.parseDouble(word.substring(0, word.length() - unit.length()).replace("_", ""));
    } catch (NumberFormatException e) {
      throw problem(what + " is no time: " + word);
    }
    double perUnit =
        switch (unit) {
          case "ns" -> 1;
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          default -> throw problem(what + " needs ns, us, ms or s: " + word);
        };
    return Math.round(value * perUnit);
  }

  /** {@code 0..517} as two numbers; several ranges are parted by commas. */
  long[] ranges(String what) {
    String word = next(what);
    String[] parts = word.split(",");
    long[] edges = new long[parts.length * 2];
    for (int i = 0; i < parts.length; i++) {
      String[] ends = parts[i].replace("_", "").split("\\.\\.");
      if (ends.length != 2) {
        throw problem(what + " is no range: " + word);
      }
      try {
        edges[2 * i] = Long.parseLong(ends[0]);
        edges[2 * i + 1] = Long.parseLong(ends[1]);
      } catch (NumberFormatException e) {
        throw problem(what + " is no range: " + word);
      }
    }
    return edges;
  }

  void end() {
    if (hasNext()) {
      throw problem("not understood: " + peek());
    }
  }

  IllegalArgumentException problem(String text) {
    return new IllegalArgumentException("line " + lineNumber + ": " + text + "\n  " + line);
  }
}
