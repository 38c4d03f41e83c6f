package dev.stallscope.packet;

import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the decoder made of some packets: the cursor after the last one, and all anomalies. */
record Decoded(PacketCursor cursor, AnomalyLog anomalies) {
  /** Decodes frames one after the other, a millisecond apart. */
  static Decoded of(int linkType, byte[]... frames) {
    AnomalyLog anomalies = new AnomalyLog();
    PacketDecoder decoder = new PacketDecoder(anomalies);
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; i < frames.length; i++) {
      int length = frames[i].length;
      decoder.decode(frames[i], 0, length, length, linkType, i, i * 1_000_000L, cursor);
    }
    return new Decoded(cursor, anomalies);
  }

  /** Decodes IP packets without a link layer. */
  static Decoded ip(byte[]... packets) {
    return of(LinkType.RAW, packets);
  }

  /** Decodes a frame of which the capture kept the first bytes. */
  static Decoded cut(int linkType, byte[] frame, int captured) {
    AnomalyLog anomalies = new AnomalyLog();
    PacketCursor cursor = new PacketCursor();
    new PacketDecoder(anomalies)
        .decode(Arrays.copyOf(frame, captured), 0, captured, frame.length, linkType, 0, 0, cursor);
    return new Decoded(cursor, anomalies);
  }

  String text() {
    return PacketText.of(cursor);
  }

  /** The payload that was kept, one character for each byte. */
  String payload() {
    return new String(
        cursor.bytes, cursor.payloadOffset, cursor.payloadCaptured, StandardCharsets.ISO_8859_1);
  }

  List<Anomaly> found() {
    return anomalies.kept();
  }
}
