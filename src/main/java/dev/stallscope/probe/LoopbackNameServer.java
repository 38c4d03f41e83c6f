package dev.stallscope.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A name server on the loopback interface that answers every question with 127.0.0.1. */
final class LoopbackNameServer implements AutoCloseable {
  /** What a query without EDNS may have (RFC 1035 section 2.3.4); questions are far smaller. */
  private static final int MAX_BYTES = 512;

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final DatagramSocket socket;

  /**
   * Starts to answer.
   *
   * @throws IOException if no port can be had
   */
  LoopbackNameServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByAddress(LOOPBACK));
    Thread.ofVirtual().start(this::answer);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  private void answer() {
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        socket.receive(packet);
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] answer = answer(question);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // Closed, or a datagram of somebody else.
      }
    }
  }

  private static byte[] answer(Message question) throws IOException {
    Record asked = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asked, Section.QUESTION);
    answer.addRecord(
        new ARecord(asked.getName(), DClass.IN, 0, InetAddress.getByAddress(LOOPBACK)),
        Section.ANSWER);
    return answer.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
