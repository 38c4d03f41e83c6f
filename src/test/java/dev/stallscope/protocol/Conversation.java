package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What two sides said to one another: a turn for each packet, its index the packet's.
 *
 * @param detector finds inner protocols; the decoder under test is always in it
 */
public record Conversation(
    ProtocolDecoder decoder,
    ProtocolDetector detector,
    int serverPort,
    List<Turn> turns,
    StreamEnd end) {
  /** One packet's payload. */
  public record Turn(Direction direction, byte[] bytes, long epochNanos) {}

  private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("192.0.2.1"), 40000);

  public static Conversation with(ProtocolDecoder decoder, int serverPort) {
    return new Conversation(
        decoder,
        new CatalogueDetector(List.of(decoder)),
        serverPort,
        List.of(),
        StreamEnd.CAPTURE_END);
  }

  public Conversation client(long nanos, String text) {
    return client(nanos, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Conversation server(long nanos, String text) {
    return server(nanos, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Conversation client(long nanos, byte[] bytes) {
    return and(new Turn(Direction.CLIENT_TO_SERVER, bytes, nanos));
  }

  public Conversation server(long nanos, byte[] bytes) {
    return and(new Turn(Direction.SERVER_TO_CLIENT, bytes, nanos));
  }

  public Conversation detectedBy(ProtocolDetector detector) {
    return new Conversation(decoder, detector, serverPort, turns, end);
  }

  public Conversation endedBy(StreamEnd end) {
    return new Conversation(decoder, detector, serverPort, turns, end);
  }

  Conversation withTurns(List<Turn> turns) {
    return new Conversation(decoder, detector, serverPort, List.copyOf(turns), end);
  }

  private Conversation and(Turn turn) {
    List<Turn> more = new ArrayList<>(turns);
    more.add(turn);
    return withTurns(more);
  }

  public int totalBytes() {
    return turns.stream().mapToInt(turn -> turn.bytes().length).sum();
  }

  public DecoderContext context(Transport transport, MessageSink sink) {
    return new DecoderContext(
        transport,
        CLIENT,
        new Endpoint(IpAddress.parse("198.51.100.2"), serverPort),
        sink,
        detector,
        new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES));
  }

  /** Reads the conversation as a stream, each turn in one piece. */
  public MessageRecorder read() {
    return read((turn, from) -> turn.bytes().length);
  }

  /** Chooses where the next piece of a turn ends. */
  public interface Cut {
    int endOfPiece(Turn turn, int from);
  }

  /** Reads the conversation as a stream, cut into smaller pieces. */
  public MessageRecorder read(Cut cut) {
    MessageRecorder recorder = new MessageRecorder();
    StreamDecoder reader = decoder.stream(context(Transport.TCP, recorder)).orElseThrow();
    feed(reader, cut, new Hole(-1, 0));
    return recorder;
  }

  /** Reads the conversation with bytes missing. */
  public MessageRecorder read(Hole hole) {
    MessageRecorder recorder = new MessageRecorder();
    StreamDecoder reader = decoder.stream(context(Transport.TCP, recorder)).orElseThrow();
    feed(reader, (turn, from) -> turn.bytes().length, hole);
    return recorder;
  }

  /**
   * Bytes that are missing.
   *
   * @param turn index of the turn
   * @param from first missing byte of the turn; all after it are missing
   */
  public record Hole(int turn, int from) {}

  void feed(StreamDecoder reader, Cut cut, Hole hole) {
    long[] offsets = new long[2];
    StreamBytes view = new StreamBytes();
    for (int packet = 0; packet < turns.size(); packet++) {
      Turn turn = turns.get(packet);
      int side = turn.direction().ordinal();
      int present = hole.turn() == packet ? hole.from() : turn.bytes().length;
      int from = 0;
      while (from < present) {
        int to = Math.clamp(cut.endOfPiece(turn, from), from + 1, present);
        // The reader must neither keep the array nor look outside its piece.
        byte[] piece = new byte[to - from + 2];
        Arrays.fill(piece, (byte) 0xee);
        System.arraycopy(turn.bytes(), from, piece, 1, to - from);
        view.set(piece, 1, to - from, offsets[side] + from, turn.epochNanos(), packet);
        reader.bytes(turn.direction(), view);
        Arrays.fill(piece, (byte) 0xdd);
        from = to;
      }
      int missing = turn.bytes().length - present;
      if (missing > 0) {
        reader.gap(
            turn.direction(),
            new StreamGap(
                StreamGap.Reason.NOT_CAPTURED,
                offsets[side] + present,
                missing,
                turn.epochNanos(),
                packet));
      }
      offsets[side] += turn.bytes().length;
    }
    long lastNanos = turns.isEmpty() ? 0 : turns.getLast().epochNanos();
    for (Direction direction : Direction.values()) {
      reader.end(direction, end, lastNanos, Math.max(0, turns.size() - 1));
    }
  }

  /** Reads the conversation as datagrams, one for each turn. */
  public MessageRecorder readDatagrams() {
    MessageRecorder recorder = new MessageRecorder();
    DatagramDecoder reader = decoder.datagrams(context(Transport.UDP, recorder)).orElseThrow();
    StreamBytes view = new StreamBytes();
    for (int packet = 0; packet < turns.size(); packet++) {
      Turn turn = turns.get(packet);
      int length = turn.bytes().length;
      view.set(turn.bytes().clone(), 0, length, -1, turn.epochNanos(), packet);
      reader.datagram(turn.direction(), view, length);
    }
    reader.end();
    return recorder;
  }
}
