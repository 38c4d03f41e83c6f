package dev.stallscope.probe;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * A name server that is asked over TLS (RFC 7858). All questions go over one connection, and are
 * answered in any order; the first waits for the handshake.
 */
final class TlsNameSource implements NameSource {
  private static final String ALPN = "dot";

  private final SecureResolver resolver;
  private final PeerTrust trust;
  private final Map<Integer, CompletableFuture<Message>> asked = new ConcurrentHashMap<>();
  private @Nullable SSLSocket connection;

  TlsNameSource(SecureResolver resolver, PeerTrust trust) {
    this.resolver = resolver;
    this.trust = trust;
  }

  @Override
  public String text() {
    return resolver.text();
  }

  @Override
  public CompletionStage<Message> send(Message query, Duration timeout) {
    CompletableFuture<Message> answer = new CompletableFuture<>();
    int id = query.getHeader().getID();
    asked.put(id, answer);
    Thread.ofVirtual().name("dns-over-tls").start(() -> ask(query, timeout, answer));
    return answer
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> asked.remove(id));
  }

  private void ask(Message query, Duration timeout, CompletableFuture<Message> answer) {
    try {
      write(query.toWire(), timeout);
    } catch (SocketTimeoutException e) {
      answer.completeExceptionally(new IOException("timed out", e));
    } catch (IOException e) {
      answer.completeExceptionally(new NameSourceException(SecureWords.of(e)));
    }
  }

  /** Two octets with the length go before each message (RFC 1035 section 4.2.2). */
  private synchronized void write(byte[] message, Duration timeout) throws IOException {
    SSLSocket open = connection;
    if (open == null || open.isClosed()) {
      open = connect(timeout);
      connection = open;
      SSLSocket over = open;
      Thread.ofVirtual().name("dns-over-tls-answers").start(() -> read(over));
    }
    OutputStream out = open.getOutputStream();
    out.write(
        ByteBuffer.allocate(Short.BYTES + message.length)
            .putShort((short) message.length)
            .put(message)
            .array());
    out.flush();
  }

  private SSLSocket connect(Duration timeout) throws IOException {
    String host = resolver.url().host();
    int port = resolver.url().port();
    Socket plain = new TapSocketFactory().createSocket();
    try {
      int millis = Math.toIntExact(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      plain.connect(new InetSocketAddress(InetAddress.getByName(host), port), millis);
      plain.setSoTimeout(millis);
      SSLSocket secure = (SSLSocket) trust.newSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {ALPN});
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      if (!trust.isFor(host, secure.getSession())) {
        throw new SSLPeerUnverifiedException(host);
      }
      return secure;
    } catch (IOException e) {
      plain.close();
      throw e;
    } finally {
      OwnSecrets.handshakeIsOver();
    }
  }

  private void read(SSLSocket over) {
    try (over) {
      DataInputStream in = new DataInputStream(over.getInputStream());
      while (!asked.isEmpty()) {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        Message message = new Message(bytes);
        CompletableFuture<Message> waiting = asked.remove(message.getHeader().getID());
        if (waiting != null) {
          waiting.complete(message);
        }
      }
    } catch (EOFException e) {
      fail(new NameSourceException(SecureWords.of(e)));
    } catch (SocketTimeoutException e) {
      fail(new IOException("timed out", e));
    } catch (IOException e) {
      fail(new NameSourceException(SecureWords.of(e)));
    }
  }

  private void fail(IOException problem) {
    asked.values().forEach(waiting -> waiting.completeExceptionally(problem));
  }
}
