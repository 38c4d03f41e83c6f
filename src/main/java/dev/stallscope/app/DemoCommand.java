package dev.stallscope.app;

import dev.stallscope.demo.DemoCatalogue;
import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.demo.DemoTrial;
import dev.stallscope.demo.DemoTrouble;
import dev.stallscope.demo.DemoVisit;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the demo server. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Runs a server on this machine that has the troubles which Stallscope finds, each beside its"
            + " healthy twin, until Ctrl+C.",
    footer = {
      "",
      "It is reachable from this machine only. Record while you try it out:",
      "  sudo stallscope capture --interface lo --host 127.0.0.1 --output demo.pcapng"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended by Ctrl+C, or after the visit",
      "2:the command was not understood",
      "3:a port is taken, or the visit failed"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int LAST_FIRST_PORT = 65_532;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "the first of four in a row: HTTP, HTTPS (and HTTP/3 over UDP), HTTPS with slow handshakes,"
              + " DNS; 0 for any that"
              + " are free (default: 8180)")
  private int port = DemoPorts.USUAL.http();

  @Option(
      names = "--visit",
      description = "meet every trouble once, as a careless client does, and end")
  private boolean isVisited;

  @Option(names = "--twins", description = "with --visit: meet the healthy twins, too")
  private boolean hasTwins;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (spec != null && (port < 0 || port > LAST_FIRST_PORT || (hasTwins && !isVisited))) {
      throw new ParameterException(
          spec.commandLine(), "--port is 0 to 65532, and --twins wants --visit.");
    }
    try (DemoServer server = DemoServer.start(port == 0 ? DemoPorts.FREE : DemoPorts.from(port))) {
      if (isVisited) {
        new DemoVisit(server).all(hasTwins);
        return ExitCode.FINE;
      }
      print(server.ports(), System.out);
      CountDownLatch end = new CountDownLatch(1);
      try (Interruption _ = Interruption.listen("Ending.", end::countDown)) {
        end.await();
      }
      return ExitCode.FINE;
    }
  }

  private static void print(DemoPorts ports, PrintStream out) {
    out.println(
        "http://127.0.0.1:" + ports.http() + "/ lists the troubles. Ctrl+C ends the server.");
    for (DemoTrouble trouble : DemoCatalogue.troubles(ports)) {
      out.println();
      out.println(trouble.title() + " (" + trouble.finding() + ")");
      out.println("  " + trouble.commands());
      out.println("  well: " + trouble.fixedCommands());
    }
    for (DemoTrial trial : DemoCatalogue.trials(ports)) {
      out.println();
      out.println(trial.title());
      out.println("  " + trial.command());
    }
    out.flush();
  }
}
