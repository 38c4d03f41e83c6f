package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamGap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stands where HTTP/3 does, and keeps what streams bring. */
final class RecordedStreams implements ProtocolDecoder, MultiStreamDecoder {
  /** What happened, a line each. */
  final List<String> events = new ArrayList<>();

  /** Bytes handed over, by stream and direction. */
  final Map<String, Long> bytes = new TreeMap<>();

  private static String name(long stream, Direction direction) {
    return stream + (direction == Direction.CLIENT_TO_SERVER ? ">" : "<");
  }

  @Override
  public AppProtocol protocol() {
    return AppProtocol.HTTP3;
  }

  @Override
  public Signature signature() {
    return (_, _, _, _) -> Signature.Verdict.NO;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<MultiStreamDecoder> multiStream(DecoderContext context) {
    return Optional.of(this);
  }

  @Override
  public void bytes(long streamId, Direction direction, StreamBytes piece) {
    String name = name(streamId, direction);
    bytes.merge(name, (long) piece.length(), Long::sum);
    String text =
        new String(piece.array(), piece.offset(), piece.length(), StandardCharsets.ISO_8859_1);
    events.add("%s %d@%d %s".formatted(name, piece.streamOffset(), piece.packet(), text));
  }

  @Override
  public void gap(long streamId, Direction direction, StreamGap gap) {
    events.add(
        "%s gap %d+%d".formatted(name(streamId, direction), gap.streamOffset(), gap.length()));
  }

  @Override
  public void end(long streamId, Direction direction, long epochNanos, int packet) {
    events.add("%s end@%d".formatted(name(streamId, direction), packet));
  }

  @Override
  public void reset(
      long streamId, Direction direction, long errorCode, long epochNanos, int packet) {
    events.add("%s reset %d@%d".formatted(name(streamId, direction), errorCode, packet));
  }

  @Override
  public void stop(
      long streamId, Direction direction, long errorCode, long epochNanos, int packet) {
    events.add("%s stop %d@%d".formatted(name(streamId, direction), errorCode, packet));
  }

  @Override
  public void waited(long streamId, Direction sender, CreditWait wait) {
    events.add(
        "%s waited %d..%d"
            .formatted(name(streamId, sender), wait.sinceNanos(), wait.grantedNanos()));
  }

  @Override
  public void close() {
    events.add("close");
  }
}
