package dev.stallscope.analysis.detail;

import dev.stallscope.packet.HeaderSpan;
import dev.stallscope.packet.Layer;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import java.util.ArrayList;
import java.util.List;

/** The headers of one packet with their fields. */
final class PacketHeaders {
  private final byte[] bytes;
  private final TcpNumbers numbers;

  PacketHeaders(byte[] bytes, TcpNumbers numbers) {
    this.bytes = bytes;
    this.numbers = numbers;
  }

  /**
   * @param spans where the headers begin
   * @param cursor the packet decoded
   */
  List<PacketField> of(List<HeaderSpan> spans, PacketCursor cursor) {
    List<PacketField> headers = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      HeaderSpan span = spans.get(i);
      int end = i + 1 < spans.size() ? spans.get(i + 1).offset() : lastEnd(span, cursor);
      if (span.layer() != Layer.IP) {
        headers.add(header(span, Math.clamp(end, span.offset(), bytes.length)));
      }
    }
    return headers;
  }

  /** The innermost header goes to the payload, or takes all that is left. */
  private int lastEnd(HeaderSpan span, PacketCursor cursor) {
    boolean hasPayload = cursor.kind == PacketKind.TCP || cursor.kind == PacketKind.UDP;
    return hasPayload && PacketPayload.isWithin(cursor, bytes)
        ? cursor.payloadOffset
        : span.offset() + span.captured();
  }

  private PacketField header(HeaderSpan span, int end) {
    int from = span.offset();
    return switch (span.layer()) {
      case TCP -> TransportFields.tcp(bytes, from, end, numbers);
      case UDP -> TransportFields.udp(bytes, from, end);
      case IPV4, IPV6, ICMP, ICMPV6 -> InternetFields.read(span.layer(), bytes, from, end - from);
      default -> LinkFields.read(span.layer(), bytes, from, end - from);
    };
  }
}
