package dev.stallscope.probe;

import dev.stallscope.net.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;

/** A name server that is asked over UDP and, where the answer was cut, over TCP. */
record PlainNameSource(InetSocketAddress server) implements NameSource {
  /** Its address; the port only where it is not 53. */
  @Override
  public String text() {
    Endpoint endpoint = ConnectLog.endpoint(server);
    return endpoint.port() == SimpleResolver.DEFAULT_PORT
        ? endpoint.address().toString()
        : endpoint.toString();
  }

  @Override
  public CompletionStage<Message> send(Message query, Duration timeout) {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(timeout);
    return resolver.sendAsync(query);
  }
}
