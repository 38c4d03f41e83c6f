package dev.stallscope.probe;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP connection that sends without delay and counts what passes. */
final class TapSocket extends Socket {
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();

  /** Bytes given to TCP so far. */
  long sentBytes() {
    return sentBytes.get();
  }

  /** Bytes taken from TCP so far. */
  long receivedBytes() {
    return receivedBytes.get();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int octet = super.read();
        receivedBytes.addAndGet(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        receivedBytes.addAndGet(Math.max(count, 0));
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int octet) throws IOException {
        out.write(octet);
        sentBytes.incrementAndGet();
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        OwnSecrets.sending(source, offset, length);
        out.write(source, offset, length);
        sentBytes.addAndGet(length);
      }
    };
  }
}
