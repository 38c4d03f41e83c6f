package dev.stallscope.probe;

import dev.stallscope.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp as a client that starts cold, for HTTP/1.1 and HTTP/2. */
final class ProbeSession implements HopClient {
  /** All of a session stay open: it ends before they would be too many. */
  private static final int IDLE_CONNECTIONS = 10_000;

  private static final long KEEP_ALIVE_MINUTES = 5;

  private final ProbePlan plan;
  private final HttpChoice version;
  private final ProbeClock clock;
  private final PeerTrust trust;
  private final Duration timeout;
  private final Cancellation cancellation;
  private final SessionNames names;
  private final TapSocketFactory sockets = new TapSocketFactory();
  private final ConnectionPool pool =
      new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
  private final OkHttpClient client;

  /** By the origin that they lead to. */
  private final Map<String, ConnectionGate> gates = new ConcurrentHashMap<>();

  /** Of the request that this thread makes, whose lookup {@link PlannedDns} tells of. */
  private final ScopedValue<HopRecord> current = ScopedValue.newInstance();

  /**
   * A session without connections.
   *
   * @param timeout for one request with all that it waits for
   */
  ProbeSession(
      ProbePlan plan,
      HttpChoice version,
      Duration timeout,
      ProbeClock clock,
      Cancellation cancellation) {
    this.plan = plan;
    this.version = version;
    this.timeout = timeout;
    this.clock = clock;
    this.cancellation = cancellation;
    trust = PeerTrust.of(plan);
    names = new SessionNames(new NameResolver(plan, clock, cancellation));
    client = client();
  }

  private ConnectionGate gate(HttpUrl url) {
    return gates.computeIfAbsent(
        url.scheme() + "://" + url.host() + ":" + url.port(),
        _ -> new ConnectionGate(plan.connections(), version != HttpChoice.HTTP_1_1));
  }

  private OkHttpClient client() {
    SSLSocketFactory secure = trust.newSocketFactory();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .socketFactory(sockets)
            .sslSocketFactory(secure, trust)
            .connectionPool(pool)
            .cookieJar(CookieJar.NO_COOKIES)
            .dns(new PlannedDns())
            .proxy(plan.proxy().map(at -> new Proxy(Proxy.Type.HTTP, at)).orElse(Proxy.NO_PROXY))
            .callTimeout(timeout)
            .connectTimeout(0, TimeUnit.MILLISECONDS)
            .readTimeout(0, TimeUnit.MILLISECONDS)
            .writeTimeout(0, TimeUnit.MILLISECONDS)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListenerFactory(call -> recorderOf(call.request()))
            .addNetworkInterceptor(this::send);
    if (plan.isInsecure()) {
      builder.hostnameVerifier((_, _) -> true);
    }
    return builder.build();
  }

  private static EventListener recorderOf(Request request) {
    HopRecorder recorder = request.tag(HopRecorder.class);
    return recorder == null ? EventListener.NONE : recorder;
  }

  /** Looks up what the plan wants, and tells the request's recorder. */
  private final class PlannedDns implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      NameLookup lookup = names.lookup(host, current.get()::lookedUp);
      if (lookup.addresses().isEmpty()) {
        throw LookupProblem.of(lookup, plan.family());
      }
      List<InetAddress> addresses = new ArrayList<>();
      for (IpAddress address : lookup.addresses()) {
        addresses.add(InetAddress.getByAddress(host, address.toBytes()));
      }
      return addresses;
    }
  }

  /** The last moment before a request goes out: the connection stands. */
  private Response send(Interceptor.Chain chain) throws IOException {
    Connection connection = Objects.requireNonNull(chain.connection());
    Protocol agreed = connection.protocol();
    if (version == HttpChoice.HTTP_2 && agreed == Protocol.HTTP_1_1) {
      boolean isNegotiated =
          connection.socket() instanceof SSLSocket secure
              && !secure.getApplicationProtocol().isEmpty();
      throw new VersionException(agreed, isNegotiated);
    }
    gate(chain.request().url()).connected(agreed != Protocol.HTTP_1_1);
    HopRecorder recorder = Objects.requireNonNull(chain.request().tag(HopRecorder.class));
    recorder
        .record()
        .sending(
            HttpParts.request(
                chain.request(), HttpParts.version(agreed), plan.body(), clock.nanos()));
    return chain.proceed(chain.request());
  }

  @Override
  public ProbeHop hop(HopPlan hop, PhaseListener listener) {
    boolean isPriorKnowledge = version == HttpChoice.HTTP_2 && !hop.url().isHttps();
    HopRecord record = new HopRecord(clock, listener);
    HopCall call =
        new HopCall(
            hop,
            isPriorKnowledge,
            clock,
            new HopRecorder(clock, sockets, trust, record),
            gate(hop.url()));
    return ScopedValue.where(current, record).call(() -> call.make(client(hop), cancellation));
  }

  /** OkHttp takes prior knowledge for plain connections only, and must not offer it to TLS. */
  private OkHttpClient client(HopPlan hop) {
    return client.newBuilder().protocols(version.protocols(hop.url().isHttps())).build();
  }

  @Override
  public void disconnect() {
    pool.evictAll();
    gates.clear();
    names.forget();
  }

  @Override
  public void close() {
    disconnect();
  }
}
