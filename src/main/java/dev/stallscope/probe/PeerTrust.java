package dev.stallscope.probe;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a server's certificates, and keeps the chain that it was shown, which no event
 * tells where the handshake failed. Nothing is shown when a session is resumed. What each thread
 * was shown is kept apart, since a handshake is made by one thread.
 */
final class PeerTrust implements X509TrustManager {
  private static final HostnameVerifier NAMES = new OkHttpClient().hostnameVerifier();

  private final List<X509TrustManager> authorities;
  private final boolean isInsecure;
  private final ThreadLocal<Shown> shown = ThreadLocal.withInitial(() -> Shown.NOTHING);

  /** What a server showed, and why it was not taken. */
  private record Shown(List<X509Certificate> chain, Optional<CertificateException> refusal) {
    static final Shown NOTHING = new Shown(List.of(), Optional.empty());
  }

  private PeerTrust(List<X509TrustManager> authorities, boolean isInsecure) {
    this.authorities = authorities;
    this.isInsecure = isInsecure;
  }

  /** Trusts what the plan says: Java's own authorities and the given ones, or everybody. */
  static PeerTrust of(ProbePlan plan) {
    try {
      Stream<X509TrustManager> system = trusting(null).stream();
      Stream<X509TrustManager> given =
          plan.trusted().isEmpty() ? Stream.of() : trusting(keyStore(plan.trusted())).stream();
      return new PeerTrust(Stream.concat(given, system).toList(), plan.isInsecure());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Java without its trust store", e);
    }
  }

  private static KeyStore keyStore(List<X509Certificate> trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("given-" + i, trusted.get(i));
    }
    return store;
  }

  private static List<X509TrustManager> trusting(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .toList();
  }

  /** A factory with sessions of its own, so that nothing is resumed that was not before. */
  SSLSocketFactory newSocketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return new NamingSocketFactory(context.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java without TLS", e);
    }
  }

  /** Whether the certificate of a session may speak for the host (RFC 9110 section 4.3.4). */
  boolean isFor(String host, SSLSession session) {
    return isInsecure || NAMES.verify(host, session);
  }

  /** The chain of this thread's last handshake; nothing since {@link #forget}. */
  List<X509Certificate> shown() {
    return shown.get().chain();
  }

  /** Why the chain of this thread's last handshake was not taken. */
  Optional<CertificateException> refusal() {
    return shown.get().refusal();
  }

  /** Handshakes of this thread have not shown anything yet. */
  void forget() {
    shown.remove();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    shown.set(new Shown(List.of(chain), Optional.empty()));
    if (isInsecure) {
      return;
    }
    CertificateException refusal = new CertificateException("no authority is trusted");
    for (X509TrustManager authority : authorities) {
      try {
        authority.checkServerTrusted(chain, authType);
        return;
      } catch (CertificateException e) {
        refusal = moreTelling(refusal, e);
      }
    }
    shown.set(new Shown(List.of(chain), Optional.of(refusal)));
    throw refusal;
  }

  /** Who knows the issuer knows better what is wrong than who has never heard of it. */
  private static CertificateException moreTelling(
      CertificateException former, CertificateException latter) {
    boolean isStranger = FailureSentence.cause(latter, CertPathBuilderException.class).isPresent();
    return isStranger && former.getCause() != null ? former : latter;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a client checks servers");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
