package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.DeliveryWait;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.StreamApplication;
import dev.stallscope.protocol.http.StreamApplication.BodyReader;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request or a response while its frames arrive. */
public final class StreamMessage {
  private static final int LENGTH_DIGITS = 18;

  /** Waits kept of one message: each took a round trip, or the time of a timer. */
  private static final int MAX_WAITS = 64;

  /** Packets that change places on the way are that late, and nobody notices. */
  private static final long LEAST_WAIT_NANOS = Nanos.PER_MILLI;

  private final HeaderBlock head;
  private final MessageSpan headSpan;
  private final ContentBudget budget;
  private final boolean isRequest;
  private final @Nullable BodyReader reader;
  private final List<DeliveryWait> deliveryWaits = new ArrayList<>(0);
  private HttpHeaders trailers = HttpHeaders.NONE;
  private @Nullable BodyMeter meter;
  private long lastNanos;
  private int lastPacket;
  private long endOffset;
  private long wireBytes;
  private boolean isEnded;
  private boolean isCut;
  private boolean isFrameBegun;
  private int freshPacket = -1;

  /**
   * @param application what is spoken in the stream besides HTTP
   */
  StreamMessage(
      HeaderSection section,
      boolean isRequest,
      ContentBudget budget,
      @Nullable StreamApplication application) {
    this.reader = application == null ? null : application.reader();
    this.head = section.block();
    this.headSpan = section.span();
    this.isRequest = isRequest;
    this.budget = budget;
    lastNanos = headSpan.lastNanos();
    lastPacket = headSpan.lastPacket();
    endOffset = headSpan.endOffset();
    wireBytes = headSpan.wireBytes();
    isEnded = section.endsStream();
  }

  public HeaderBlock head() {
    return head;
  }

  MessageSpan headSpan() {
    return headSpan;
  }

  /** Whether its last frame was seen. */
  public boolean isEnded() {
    return isEnded;
  }

  public void end() {
    isEnded = true;
  }

  /** Its last frame may have been missed. */
  public void cut() {
    isCut = true;
  }

  /** Whether no more of it is waited for. */
  boolean isOver() {
    return isEnded || isCut;
  }

  /** What read its body for the application, null without one. */
  @Nullable BodyReader reader() {
    return reader;
  }

  HttpHeaders trailers() {
    return trailers;
  }

  /** A second header section ends the message. */
  void trailers(HeaderSection section) {
    trailers = section.block().headers();
    extend(section.span());
    isEnded = true;
  }

  /** A frame of the message. */
  void extend(MessageSpan frame) {
    arrived(frame.lastNanos(), frame.lastPacket());
    endOffset = frame.endOffset();
    wireBytes += frame.wireBytes();
  }

  private void arrived(long nanos, int packet) {
    lastNanos = Math.max(lastNanos, nanos);
    lastPacket = Math.max(lastPacket, packet);
  }

  private BodyMeter meter() {
    if (meter == null) {
      long declared = declaredBytes();
      meter =
          new BodyMeter(
              declared < 0 ? Framing.FRAMES : Framing.LENGTH,
              declared,
              head.headers(),
              !isRequest && head.isWhole(),
              budget);
    }
    return meter;
  }

  private long declaredBytes() {
    String digits = head.headers().first("content-length").orElse("");
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= LENGTH_DIGITS
            && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return isNumber ? Long.parseLong(digits) : -1;
  }

  /** A DATA frame begins. */
  public void dataBegins(MessageSpan frame) {
    extend(frame);
    isFrameBegun = true;
  }

  public void data(byte[] array, int offset, int length, Delivery delivery) {
    chunk(delivery.nanos());
    meter().bytes(array, offset, length, delivery.nanos(), delivery.packet());
    if (reader != null) {
      reader.bytes(array, offset, length, delivery.nanos());
    }
    passed(length, delivery);
    waited(delivery);
  }

  private void waited(Delivery delivery) {
    if (!delivery.isLate()) {
      freshPacket = delivery.packet();
      return;
    }
    long since = delivery.arrivedNanos();
    if (!deliveryWaits.isEmpty() && deliveryWaits.getLast().packet() == delivery.packet()) {
      since = Math.min(since, deliveryWaits.removeLast().sinceNanos());
    }
    if (deliveryWaits.size() < MAX_WAITS && delivery.nanos() - since >= LEAST_WAIT_NANOS) {
      boolean isOwn = freshPacket == delivery.packet();
      deliveryWaits.add(new DeliveryWait(since, delivery.nanos(), delivery.packet(), isOwn));
    }
  }

  /** When bytes of it were there that could not be delivered. */
  List<DeliveryWait> deliveryWaits() {
    return deliveryWaits;
  }

  /** Bytes of its contents that are not at hand. */
  public void dataGap(Reason reason, long length, Delivery delivery) {
    chunk(delivery.nanos());
    meter().gap(reason, length, delivery.nanos(), delivery.packet());
    if (reader != null) {
      reader.gap(reason, length, delivery.nanos());
    }
    passed(length, delivery);
    if (reason == Reason.UNWANTED) {
      waited(delivery);
    }
  }

  /** How many of the next bytes of its contents need not be read. */
  public long unwanted() {
    if (meter().isWanted()) {
      return 0;
    }
    return reader == null ? Long.MAX_VALUE : reader.unwanted();
  }

  private void chunk(long nanos) {
    if (isFrameBegun) {
      isFrameBegun = false;
      meter().chunk(nanos);
    }
  }

  private void passed(long length, Delivery delivery) {
    arrived(delivery.nanos(), delivery.packet());
    endOffset += length;
    wireBytes += length;
  }

  /** The rest of a DATA frame is padding. */
  public void dataEnds(MessageSpan frame) {
    arrived(frame.lastNanos(), frame.lastPacket());
    wireBytes += frame.endOffset() - endOffset;
    endOffset = frame.endOffset();
  }

  MessageSpan span() {
    return new MessageSpan(
        headSpan.firstNanos(),
        Math.max(headSpan.firstNanos(), lastNanos),
        headSpan.firstPacket(),
        lastPacket,
        headSpan.startOffset(),
        endOffset,
        wireBytes);
  }

  /** What was measured of its body; to be called once, when nothing more follows. */
  HttpBody body() {
    return meter == null && isEnded ? HttpBody.NONE : meter().end(isEnded);
  }
}
