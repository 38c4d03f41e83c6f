package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Tells {@link OwnSecrets} of handshakes that are over, for connections that nobody measures. */
final class HandshakeWatch extends EventListener {
  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    OwnSecrets.handshakeIsOver();
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException problem) {
    OwnSecrets.handshakeIsOver();
  }
}
