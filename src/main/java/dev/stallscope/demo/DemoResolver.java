package dev.stallscope.demo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A resolver for {@code demo.test}: names that begin with {@code slow} take their time. The demo
 * server listens on IPv4 only, so that they have no other address.
 */
final class DemoResolver extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final long SLOW_MILLIS = 700;
  private static final int LIFETIME_SECONDS = 60;

  /** All names that it knows end so. */
  static final String ZONE = ".demo.test";

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket query)
      throws IOException {
    byte[] bytes = new byte[query.content().readableBytes()];
    query.content().readBytes(bytes);
    Message asked = new Message(bytes);
    Record question = asked.getQuestion();
    if (question == null || asked.getHeader().getFlag(Flags.QR)) {
      return;
    }
    String name = question.getName().toString().toLowerCase(Locale.ROOT);
    Message answer = answer(asked, question, name.endsWith(ZONE + "."));
    DatagramPacket reply =
        new DatagramPacket(Unpooled.wrappedBuffer(answer.toWire()), query.sender());
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  var _ = context.writeAndFlush(reply);
                },
                name.startsWith("slow") ? SLOW_MILLIS : 0,
                TimeUnit.MILLISECONDS);
  }

  private static Message answer(Message asked, Record question, boolean isOurs) throws IOException {
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    if (asked.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    answer.addRecord(question, Section.QUESTION);
    Name name = question.getName();
    if (!isOurs) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (question.getType() == Type.A) {
      answer.addRecord(
          new ARecord(name, DClass.IN, LIFETIME_SECONDS, InetAddress.ofLiteral("127.0.0.1")),
          Section.ANSWER);
    }
    return answer;
  }

  /** What is no query is not answered. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
}
