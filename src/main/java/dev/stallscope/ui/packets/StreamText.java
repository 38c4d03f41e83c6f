package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.ByteText;
import dev.stallscope.analysis.detail.StreamPiece;
import dev.stallscope.net.Direction;
import dev.stallscope.report.Printable;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What was said on a connection as lines: a heading whenever the other side begins to speak. */
final class StreamText {
  /** Longer lines are cut in pieces: laying out one of a megabyte takes seconds. */
  private static final int MAX_LINE = 200;

  private final boolean isHex;
  private final long zeroNanos;
  private final List<StreamLine> lines = new ArrayList<>();
  private final List<StreamPiece> turn = new ArrayList<>();

  private StreamText(boolean isHex, long zeroNanos) {
    this.isHex = isHex;
    this.zeroNanos = zeroNanos;
  }

  /**
   * The lines of pieces.
   *
   * @param isHex whether as a hex dump rather than as text
   * @param zeroNanos from which times are counted
   */
  static List<StreamLine> of(List<StreamPiece> pieces, boolean isHex, long zeroNanos) {
    StreamText text = new StreamText(isHex, zeroNanos);
    for (StreamPiece piece : pieces) {
      text.add(piece);
    }
    text.endTurn();
    return List.copyOf(text.lines);
  }

  private void add(StreamPiece piece) {
    if (piece.isGap()) {
      endTurn();
      String key = piece.isCutBySnaplen() ? "stream.cut" : "stream.gap";
      line(
          piece.direction(), StreamLine.Kind.GAP, Texts.of(key, SizeText.of(piece.missingBytes())));
      return;
    }
    if (!turn.isEmpty() && turn.getFirst().direction() != piece.direction()) {
      endTurn();
    }
    turn.add(piece);
  }

  private void endTurn() {
    if (turn.isEmpty()) {
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    turn.forEach(piece -> all.writeBytes(piece.bytes()));
    byte[] bytes = all.toByteArray();
    Direction direction = turn.getFirst().direction();
    line(direction, StreamLine.Kind.HEADING, heading(direction, bytes.length));
    if (isHex) {
      for (int at = 0; at * ByteText.LINE_BYTES < bytes.length; at++) {
        line(direction, StreamLine.Kind.CONTENT, ByteText.hexLine(bytes, at));
      }
    } else {
      ByteText.text(bytes).lines().forEach(text -> content(direction, text));
    }
    turn.clear();
  }

  private String heading(Direction direction, int bytes) {
    int first = turn.getFirst().packet() + 1;
    int last = turn.getLast().packet() + 1;
    return Texts.of(
        direction == Direction.CLIENT_TO_SERVER ? "stream.client" : "stream.server",
        SizeText.of(bytes),
        Texts.of(first == last ? "stream.packet" : "stream.packets", first, last),
        DurationText.of(Math.max(0, turn.getFirst().epochNanos() - zeroNanos)));
  }

  private void content(Direction direction, String text) {
    String shown = Printable.of(text);
    for (int at = 0; at == 0 || at < shown.length(); at += MAX_LINE) {
      String part = shown.substring(at, Math.min(shown.length(), at + MAX_LINE));
      line(direction, StreamLine.Kind.CONTENT, part);
    }
  }

  private void line(Direction direction, StreamLine.Kind kind, String text) {
    lines.add(new StreamLine(direction, kind, text));
  }
}
