package dev.stallscope.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on loopback for tests: answers with the records of a zone file's lines that have
 * the name and type asked for, and follows aliases. A code below 0 means that it says nothing.
 */
public final class TestNameServer implements AutoCloseable {
  /** The code that means silence. */
  static final int SILENT = -1;

  private final DatagramSocket socket;
  private final int code;
  private final List<Record> records;

  /** Starts to answer, with that code and those records. */
  public TestNameServer(int code, String zone) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    this.code = code;
    try (Master master =
        new Master(new ByteArrayInputStream(zone.getBytes(StandardCharsets.UTF_8)), Name.root)) {
      records = records(master);
    }
    Thread.ofVirtual().start(this::serve);
  }

  private static List<Record> records(Master master) throws IOException {
    List<Record> all = new ArrayList<>();
    for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
      all.add(next);
    }
    return all;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  private void serve() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      try {
        socket.receive(packet);
        if (code != SILENT) {
          byte[] answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  byte[] answer(Message question) {
    Record asked = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(code);
    answer.addRecord(asked, Section.QUESTION);
    Name name = asked.getName();
    for (Record record : records) {
      boolean isWanted = record.getType() == asked.getType() || record.getType() == Type.CNAME;
      if (isWanted && record.getName().equals(name)) {
        answer.addRecord(record, Section.ANSWER);
        name = record instanceof CNAMERecord alias ? alias.getTarget() : name;
      }
    }
    return answer.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
