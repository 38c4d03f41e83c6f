package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A protocol whose clients begin with a word; its decoder notes what it is given. */
final class ScriptedProtocol implements ProtocolDecoder, Signature {
  private final AppProtocol protocol;
  private final byte[] word;
  private final int port;
  private Verdict verdict = Verdict.yes(Direction.CLIENT_TO_SERVER);
  private final List<String> heard = new ArrayList<>();

  ScriptedProtocol(AppProtocol protocol, String word, int port) {
    this.protocol = protocol;
    this.word = bytes(word);
    this.port = port;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  ScriptedProtocol answering(Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  List<String> heard() {
    return heard;
  }

  @Override
  public AppProtocol protocol() {
    return protocol;
  }

  @Override
  public Signature signature() {
    return this;
  }

  @Override
  public boolean runsOver(Transport transport) {
    return transport == Transport.TCP;
  }

  @Override
  public boolean isUsualPort(int port) {
    return port == this.port;
  }

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    for (int i = 0; i < Math.min(length, word.length); i++) {
      if (bytes[offset + i] != word[i]) {
        return Verdict.NO;
      }
    }
    return length < word.length ? Verdict.NEEDS_MORE : verdict;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    heard.add("client " + context.client().port());
    return Optional.of(new Listener());
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }

  private final class Listener implements StreamDecoder {
    @Override
    public void bytes(Direction direction, StreamBytes bytes) {
      String text =
          new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.ISO_8859_1);
      heard.add(name(direction) + bytes.streamOffset() + " " + text);
    }

    @Override
    public void gap(Direction direction, StreamGap gap) {
      heard.add(name(direction) + gap.streamOffset() + " gap " + gap.length());
    }

    @Override
    public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
      heard.add(name(direction) + end);
    }

    private static String name(Direction direction) {
      return direction == Direction.CLIENT_TO_SERVER ? "> " : "< ";
    }
  }
}
