package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.HeaderSpan;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.protocol.AppProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes single packets when they are shown: a line of the list in some tens of microseconds, all
 * fields in some more. Belongs to one thread at a time.
 */
public final class PacketReader {
  /** Connections whose first sequence numbers are remembered. */
  private static final int KEPT_CONNECTIONS = 16_384;

  /** Packets of a connection that tell where its numbers begin. */
  private static final int OPENING_PACKETS = 64;

  private final OpenCapture capture;
  private final PacketIndex index;
  private final Map<Integer, AppProtocol> protocols = new HashMap<>();
  private final Map<Integer, int[]> initialSequences =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, int[]> eldest) {
          return size() > KEPT_CONNECTIONS;
        }
      };

  public PacketReader(OpenCapture capture) {
    this.capture = capture;
    index = capture.index();
    for (Exchange exchange : capture.analysis().measurements().exchanges()) {
      boolean isRead = exchange.request().isPresent() || exchange.protocol() == AppProtocol.QUIC;
      if (exchange.firstPacket() >= 0 && isRead) {
        protocols.put(index.flow(exchange.firstPacket()), exchange.protocol());
      }
    }
  }

  /**
   * A packet's line, with secrets hidden.
   *
   * @throws IOException if the file cannot be read
   */
  public PacketRow row(int packet) throws IOException {
    return read(packet, false, false).row();
  }

  /**
   * A packet with all its fields.
   *
   * @param isRevealed whether secrets in text are shown
   * @throws IOException if the file cannot be read
   */
  public PacketDetail detail(int packet, boolean isRevealed) throws IOException {
    return read(packet, isRevealed, true);
  }

  private PacketDetail read(int packet, boolean isRevealed, boolean hasHeaders) throws IOException {
    byte[] bytes = capture.bytes().read(packet);
    int wire = index.originalLength(packet);
    int linkType = capture.linkType(packet);
    PacketCursor cursor = new PacketCursor();
    new PacketDecoder(new AnomalyLog())
        .decode(bytes, 0, bytes.length, wire, linkType, packet, index.epochNanos(packet), cursor);
    PacketPayload payload = new PacketPayload(bytes, cursor, protocol(packet));
    if (!isRevealed) {
      payload.hideSecrets(index.side(packet));
    }
    TcpNumbers numbers = numbers(packet);
    PacketRow row = row(packet, cursor, payload, numbers);
    if (!hasHeaders) {
      return new PacketDetail(row, List.of(), bytes);
    }
    List<HeaderSpan> spans = PacketDecoder.headers(bytes, wire, linkType);
    List<PacketField> headers = new PacketHeaders(bytes, numbers).of(spans, cursor);
    headers.addFirst(frame(row, bytes.length));
    payload.fields().ifPresent(app -> headers.add(app.field()));
    return new PacketDetail(row, headers, bytes);
  }

  private AppProtocol protocol(int packet) {
    return protocols.getOrDefault(index.flow(packet), AppProtocol.UNKNOWN);
  }

  private PacketRow row(
      int packet, PacketCursor cursor, PacketPayload payload, TcpNumbers numbers) {
    boolean hasAddresses = cursor.ipLength > 0;
    PacketMarks marks = PacketMarks.of(index, packet);
    String transport =
        switch (cursor.kind) {
          case TCP -> TcpInfo.of(cursor, numbers);
          case UDP ->
              "%d → %d Len=%d"
                  .formatted(cursor.sourcePort, cursor.destinationPort, cursor.payloadLength);
          case ICMP_ERROR ->
              InternetFields.icmpTitle(cursor.icmpType, cursor.icmpCode, cursor.isV4);
          case FRAGMENT -> "Fragment of a datagram";
          case OTHER -> "";
        };
    return new PacketRow(
        packet,
        index.epochNanos(packet),
        hasAddresses ? cursor.source().toString() : "",
        hasAddresses ? cursor.destination().toString() : "",
        payload.fields().map(AppFields::protocol).orElse(name(cursor.kind)),
        index.originalLength(packet),
        TcpInfo.labels(marks) + payload.fields().map(AppFields::info).orElse(transport));
  }

  private static String name(PacketKind kind) {
    return switch (kind) {
      case TCP -> "TCP";
      case UDP -> "UDP";
      case ICMP_ERROR -> "ICMP";
      case FRAGMENT -> "IP";
      case OTHER -> "";
    };
  }

  /** What follows from the capture, not from the packet's bytes. */
  private PacketField frame(PacketRow row, int captured) {
    List<PacketField> fields = new ArrayList<>();
    add(fields, "Bytes on the wire", "%,d".formatted(row.length()));
    add(fields, "Bytes captured", "%,d".formatted(captured));
    int flow = index.flow(row.packet());
    if (flow >= 0) {
      CaptureFlow one = capture.flows().get(flow);
      add(fields, "Flow", one.client() + " → " + one.server());
      add(fields, "Sent by", index.side(row.packet()) == 0 ? "the client" : "the server");
    }
    PacketMarks marks = PacketMarks.of(index, row.packet());
    for (SegmentEvent event : SegmentEvent.values()) {
      if (marks.has(event)) {
        add(fields, "Found", event.id());
      }
    }
    if (marks.cause() != RetransmissionCause.NONE) {
      String cause = marks.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
      add(fields, "Sent again by", cause);
    }
    return new PacketField("Packet " + (row.packet() + 1), row.info(), 0, captured, fields);
  }

  private static void add(List<PacketField> fields, String name, String value) {
    fields.add(new PacketField(name, value, 0, 0, List.of()));
  }

  private TcpNumbers numbers(int packet) throws IOException {
    int flow = index.flow(packet);
    if (flow < 0 || capture.flows().get(flow).transport() != Transport.TCP) {
      return TcpNumbers.ABSOLUTE;
    }
    int[] initial = initialSequences.get(flow);
    if (initial == null) {
      ConnectionReader opening = new ConnectionReader(capture, flow, OPENING_PACKETS);
      initial =
          new int[] {
            opening.initialSequence(Direction.CLIENT_TO_SERVER),
            opening.initialSequence(Direction.SERVER_TO_CLIENT)
          };
      initialSequences.put(flow, initial);
    }
    TcpConnection connection = capture.analysis().measurements().connections().get(flow);
    int side = index.side(packet);
    Direction direction = side == 0 ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
    return new TcpNumbers(
        initial[side], initial[1 - side], connection.side(direction).windowScale());
  }
}
