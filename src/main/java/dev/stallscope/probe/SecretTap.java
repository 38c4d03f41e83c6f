package dev.stallscope.probe;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.KDFParameters;
import javax.crypto.KDFSpi;
import javax.crypto.KeyGenerator;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A provider of cryptography that stands before Java's own, lets that do the work, and sees the
 * secrets of TLS: Java derives each by a key derivation that names it, or a key generator (TLS
 * 1.2), from whichever provider comes first.
 */
final class SecretTap extends Provider {
  private static final long serialVersionUID = 1;
  private static final String WORKER = "SunJCE";

  /** What Java names the secrets of TLS 1.3, and what key logs do. */
  private static final Map<String, String> LABELS =
      Map.of(
          "TlsClientEarlyTrafficSecret", "CLIENT_EARLY_TRAFFIC_SECRET",
          "TlsClientHandshakeTrafficSecret", "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
          "TlsServerHandshakeTrafficSecret", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
          "TlsClientAppTrafficSecret", "CLIENT_TRAFFIC_SECRET_0",
          "TlsServerAppTrafficSecret", "SERVER_TRAFFIC_SECRET_0",
          "TlsExporterMasterSecret", "EXPORTER_SECRET");

  SecretTap() {
    super("StallscopeSecretTap", "1", "sees the secrets of this program's own TLS connections");
    for (String algorithm : List.of("HKDF-SHA256", "HKDF-SHA384")) {
      putService(
          new Service(this, "KDF", algorithm, Derivation.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameters) throws NoSuchAlgorithmException {
              return derivation(algorithm, (KDFParameters) parameters);
            }
          });
    }
    for (String algorithm : List.of("SunTls12MasterSecret", "SunTlsExtendedMasterSecret")) {
      putService(
          new Service(this, "KeyGenerator", algorithm, Generation.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameters) throws NoSuchAlgorithmException {
              return new Generation(algorithm);
            }
          });
    }
  }

  private static Derivation derivation(String algorithm, @Nullable KDFParameters parameters)
      throws NoSuchAlgorithmException {
    try {
      return new Derivation(algorithm, parameters);
    } catch (InvalidAlgorithmParameterException e) {
      throw new NoSuchAlgorithmException(e);
    }
  }

  private static NoSuchAlgorithmException without(NoSuchProviderException e) {
    return new NoSuchAlgorithmException(WORKER + " is missing", e);
  }

  /** Derives keys (TLS 1.3). */
  private static final class Derivation extends KDFSpi {
    private final KDF worker;

    Derivation(String algorithm, @Nullable KDFParameters parameters)
        throws InvalidAlgorithmParameterException, NoSuchAlgorithmException {
      super(parameters);
      try {
        worker = KDF.getInstance(algorithm, parameters, WORKER);
      } catch (NoSuchProviderException e) {
        throw without(e);
      }
    }

    @Override
    protected @Nullable KDFParameters engineGetParameters() {
      return worker.getParameters();
    }

    @Override
    protected SecretKey engineDeriveKey(String name, AlgorithmParameterSpec specification)
        throws InvalidAlgorithmParameterException, NoSuchAlgorithmException {
      SecretKey key = worker.deriveKey(name, specification);
      String label = LABELS.get(name);
      if (label != null) {
        OwnSecrets.derived(label, key);
      }
      return key;
    }

    @Override
    protected byte[] engineDeriveData(AlgorithmParameterSpec specification)
        throws InvalidAlgorithmParameterException {
      return worker.deriveData(specification);
    }
  }

  /** Generates master secrets (TLS 1.2). */
  private static final class Generation extends KeyGeneratorSpi {
    private final KeyGenerator worker;

    Generation(String algorithm) throws NoSuchAlgorithmException {
      try {
        worker = KeyGenerator.getInstance(algorithm, WORKER);
      } catch (NoSuchProviderException e) {
        throw without(e);
      }
    }

    @Override
    protected void engineInit(SecureRandom random) {
      worker.init(random);
    }

    @Override
    protected void engineInit(int bits, SecureRandom random) {
      worker.init(bits, random);
    }

    @Override
    protected void engineInit(AlgorithmParameterSpec specification, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      worker.init(specification);
    }

    @Override
    protected SecretKey engineGenerateKey() {
      SecretKey key = worker.generateKey();
      OwnSecrets.derived("CLIENT_RANDOM", key);
      return key;
    }
  }
}
