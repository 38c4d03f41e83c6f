package dev.stallscope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation.Hole;
import dev.stallscope.protocol.Conversation.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What every decoder must do, whatever the wire holds: no exception, bounded memory, and the same
 * messages however the bytes are cut. A decoder's test hands it a conversation of its protocol.
 */
public final class DecoderContract {
  /** Conversations longer than this are cut and damaged at chosen places, not at all of them. */
  private static final int EXHAUSTIVE_BYTES = 3000;

  private static final int SEEDS = 300;

  /** What a reader may hold of an endless stream, generous: the reassembly limit. */
  private static final long MEMORY_BYTES = FlowLimits.REASSEMBLY_BYTES;

  private static final int ENDLESS_BYTES = 48 << 20;

  private DecoderContract() {}

  /** Everything that holds for a decoder of streams. */
  public static void holdsForStream(Conversation conversation) {
    givesTheSameHoweverCut(conversation);
    endsAnywhere(conversation);
    survivesDamage(conversation);
    survivesGaps(conversation);
    survivesOneSide(conversation);
    keepsMemoryBounded(conversation);
  }

  /** Everything that holds for a decoder of datagrams. */
  public static void holdsForDatagrams(Conversation conversation) {
    for (int position : positions(conversation)) {
      Conversation cut = prefix(conversation, position);
      assertThatCode(cut::readDatagrams).as("first %d bytes", position).doesNotThrowAnyException();
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      Conversation damaged = damaged(conversation, seed);
      assertThatCode(damaged::readDatagrams).as("seed %d", seed).doesNotThrowAnyException();
    }
    DecoderContext context = conversation.context(Transport.UDP, new MessageRecorder());
    DatagramDecoder reader = conversation.decoder().datagrams(context).orElseThrow();
    assertThatCode(() -> cutDatagrams(conversation, reader)).doesNotThrowAnyException();
  }

  private static void cutDatagrams(Conversation conversation, DatagramDecoder reader) {
    for (Turn turn : conversation.turns()) {
      for (int present = 0; present <= turn.bytes().length; present++) {
        byte[] captured = Arrays.copyOf(turn.bytes(), present);
        StreamBytes view = new StreamBytes();
        view.set(captured, 0, present, -1, turn.epochNanos(), 0);
        reader.datagram(turn.direction(), view, turn.bytes().length);
      }
    }
    reader.end();
  }

  /** One byte at a time, in two pieces at every boundary, and in random pieces. */
  public static void givesTheSameHoweverCut(Conversation conversation) {
    MessageRecorder.Recording whole = conversation.read().recording();
    assertThat(conversation.read((_, from) -> from + 1).recording())
        .as("one byte at a time")
        .isEqualTo(whole);
    int longest =
        conversation.turns().stream().mapToInt(turn -> turn.bytes().length).max().orElse(0);
    int step = Math.max(1, longest / EXHAUSTIVE_BYTES);
    for (int boundary = 1; boundary < longest; boundary += step) {
      int at = boundary;
      assertThat(
              conversation.read((turn, from) -> from < at ? at : turn.bytes().length).recording())
          .as("every turn cut at %d", at)
          .isEqualTo(whole);
    }
    for (int seed = 0; seed < SEEDS / 10; seed++) {
      Random random = new Random(seed);
      assertThat(conversation.read((_, from) -> from + 1 + random.nextInt(40)).recording())
          .as("cut by seed %d", seed)
          .isEqualTo(whole);
    }
  }

  /** Every prefix of the conversation, ended in every way. */
  public static void endsAnywhere(Conversation conversation) {
    for (int position : positions(conversation)) {
      for (StreamEnd end : StreamEnd.values()) {
        Conversation cut = prefix(conversation, position).endedBy(end);
        assertThatCode(cut::read)
            .as("first %d bytes, then %s", position, end)
            .doesNotThrowAnyException();
      }
    }
  }

  /** Bytes flipped, taken out and doubled, by seed. */
  public static void survivesDamage(Conversation conversation) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Conversation damaged = damaged(conversation, seed);
      assertThatCode(damaged::read).as("seed %d", seed).doesNotThrowAnyException();
    }
  }

  /** The rest of a packet missing, from every position of every packet. */
  public static void survivesGaps(Conversation conversation) {
    int step = Math.max(1, conversation.totalBytes() / EXHAUSTIVE_BYTES);
    for (int turn = 0; turn < conversation.turns().size(); turn++) {
      for (int from = 0; from < conversation.turns().get(turn).bytes().length; from += step) {
        Hole hole = new Hole(turn, from);
        assertThatCode(() -> conversation.read(hole)).as("%s", hole).doesNotThrowAnyException();
      }
    }
  }

  /** Only one direction was captured. */
  public static void survivesOneSide(Conversation conversation) {
    for (Direction direction : Direction.values()) {
      List<Turn> turns =
          conversation.turns().stream().filter(turn -> turn.direction() == direction).toList();
      assertThatCode(() -> conversation.withTurns(turns).read())
          .as("only %s", direction)
          .doesNotThrowAnyException();
    }
  }

  /** After each turn's first half, an endless run of the same bytes. */
  public static void keepsMemoryBounded(Conversation conversation) {
    for (byte filler : new byte[] {0, 'A', '\n', '1', (byte) 0xff}) {
      for (Direction direction : Direction.values()) {
        long held = heldAfterEndless(conversation, direction, filler);
        assertThat(held)
            .as("bytes held after an endless run of %d, %s", filler, direction)
            .isLessThan(MEMORY_BYTES);
      }
    }
  }

  private static long heldAfterEndless(
      Conversation conversation, Direction direction, byte filler) {
    DecoderContext context = conversation.context(Transport.TCP, new MessageCounter());
    StreamDecoder reader = conversation.decoder().stream(context).orElseThrow();
    long before = usedHeap();
    StreamBytes view = new StreamBytes();
    long[] offsets = new long[2];
    for (Turn turn : conversation.turns()) {
      boolean isLast = turn.direction() == direction;
      int length = isLast ? turn.bytes().length / 2 : turn.bytes().length;
      int side = turn.direction().ordinal();
      view.set(turn.bytes(), 0, length, offsets[side], turn.epochNanos(), 0);
      reader.bytes(turn.direction(), view);
      offsets[side] += length;
      if (isLast) {
        break;
      }
    }
    byte[] piece = new byte[64 << 10];
    Arrays.fill(piece, filler);
    long offset = offsets[direction.ordinal()];
    for (int fed = 0; fed < ENDLESS_BYTES; fed += piece.length) {
      reader.bytes(direction, view.set(piece, 0, piece.length, offset + fed, fed, fed));
    }
    long held = usedHeap() - before;
    reader.end(direction, StreamEnd.FIN, 0, 0);
    reader.end(direction.reverse(), StreamEnd.FIN, 0, 0);
    return held;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static int[] positions(Conversation conversation) {
    int total = conversation.totalBytes();
    int step = Math.max(1, total / EXHAUSTIVE_BYTES);
    int[] positions = new int[total / step + 1];
    Arrays.setAll(positions, i -> i * step);
    return positions;
  }

  private static Conversation prefix(Conversation conversation, int bytes) {
    List<Turn> turns = new ArrayList<>();
    int left = bytes;
    for (Turn turn : conversation.turns()) {
      if (left <= 0) {
        break;
      }
      int kept = Math.min(left, turn.bytes().length);
      turns.add(new Turn(turn.direction(), Arrays.copyOf(turn.bytes(), kept), turn.epochNanos()));
      left -= kept;
    }
    return conversation.withTurns(turns);
  }

  private static Conversation damaged(Conversation conversation, int seed) {
    Random random = new Random(seed);
    List<Turn> turns = new ArrayList<>();
    for (Turn turn : conversation.turns()) {
      byte[] bytes = turn.bytes().clone();
      int flips = random.nextInt(4);
      for (int i = 0; i < flips && bytes.length > 0; i++) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) (bytes[at] ^ 1 << random.nextInt(8));
      }
      Turn changed = new Turn(turn.direction(), bytes, turn.epochNanos());
      switch (random.nextInt(10)) {
        case 0 -> {}
        case 1 -> {
          turns.add(changed);
          turns.add(changed);
        }
        default -> turns.add(changed);
      }
    }
    return conversation.withTurns(turns);
  }
}
