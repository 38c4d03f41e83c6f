package dev.stallscope.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import com.sun.jna.Native;
import dev.stallscope.app.Main;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolver;
import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import okio.Okio;
import org.brotli.dec.BrotliInputStream;
import org.pcap4j.core.PcapHandle;
import org.slf4j.Logger;
import org.slf4j.jul.JULServiceProvider;
import org.xbill.DNS.Name;
import picocli.CommandLine;

/**
 * A program in a process of its own, with what it needs on the class path whoever runs the test;
 * without JavaFX, which commands do not need.
 */
public final class ChildJvm {
  private static final List<Class<?>> NEEDED =
      List.of(
          Main.class,
          ChildJvm.class,
          CommandLine.class,
          JsonFactory.class,
          ObjectMapper.class,
          ZstdInputStream.class,
          BrotliInputStream.class,
          PcapHandle.class,
          Native.class,
          OkHttpClient.class,
          Okio.class,
          Unit.class,
          MockWebServer.class,
          HeldCertificate.class,
          Name.class,
          Logger.class,
          JULServiceProvider.class,
          Version.class,
          ByteBuf.class,
          ByteToMessageDecoder.class,
          HttpObject.class,
          Http2FrameCodec.class,
          Http3.class,
          QuicChannel.class,
          SslHandler.class,
          AddressResolver.class,
          Channel.class,
          DatagramSocketAddress.class);

  /** In netty's jar with the library for this system, which holds no class. */
  private static final String QUIC_LIBRARY = "META-INF/native";

  private ChildJvm() {}

  /** The command; Ctrl+C works in it even where a shell ignores it for its background jobs. */
  public static ProcessBuilder of(List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** The program in a process that has no display, with what it says in one stream. */
  public static ProcessBuilder withoutDisplay(String... arguments) {
    ProcessBuilder program = of(List.of(), Main.class.getName(), arguments);
    program.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
    return program.redirectErrorStream(true);
  }

  /** Lets what starts this program again, as a process of its own, find it while a test runs. */
  public static void beTheProgram() {
    System.setProperty("java.class.path", classPath());
  }

  private static String classPath() {
    return Stream.concat(NEEDED.stream().map(ChildJvm::place), Stream.of(quicLibrary()))
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String quicLibrary() {
    URL folder = ChildJvm.class.getClassLoader().getResource(QUIC_LIBRARY);
    try {
      return Path.of(((JarURLConnection) folder.openConnection()).getJarFileURL().toURI())
          .toString();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
