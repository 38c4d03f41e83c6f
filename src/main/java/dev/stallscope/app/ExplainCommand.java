package dev.stallscope.app;

import dev.stallscope.analysis.RuleCatalogue;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.report.KeysPage;
import dev.stallscope.report.NearNames;
import dev.stallscope.report.Printable;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help page of a finding, or the list of all findings. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explains a finding; without an id lists all that are looked for.",
    footer = {"", "How to record the keys of TLS connections: stallscope explain tls-keys"})
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "for instance slow-server-response",
      completionCandidates = Ids.class)
  private @Nullable String id;

  @Spec private @Nullable CommandSpec spec;

  /** For completion in a shell. */
  static final class Ids implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(infos().map(RuleInfo::id), Stream.of(KeysPage.ID)).iterator();
    }
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    String wanted = id;
    if (KeysPage.ID.equals(wanted)) {
      print(spec.commandLine().getOut(), KeysPage.text());
      return ExitCode.FINE;
    }
    if (wanted == null) {
      print(spec.commandLine().getOut(), list());
      return ExitCode.FINE;
    }
    Optional<RuleInfo> info = infos().filter(one -> one.id().equals(wanted)).findFirst();
    if (info.isEmpty()) {
      print(spec.commandLine().getErr(), unknown(wanted));
      return ExitCode.USAGE;
    }
    print(spec.commandLine().getOut(), page(info.get()));
    return ExitCode.FINE;
  }

  private static Stream<RuleInfo> infos() {
    return RuleCatalogue.rules().stream().map(Rule::info);
  }

  private static String list() {
    return infos()
        .map(info -> "%-28s %-12s %s%n".formatted(info.id(), info.layer().id(), info.trouble()))
        .collect(Collectors.joining());
  }

  private static String page(RuleInfo info) {
    return "# %s: %s%n%n%s%n".formatted(info.id(), info.trouble(), info.help().strip());
  }

  private static String unknown(String wanted) {
    List<String> near = NearNames.of(wanted, infos().map(RuleInfo::id).toList());
    String meant = near.isEmpty() ? "" : " Did you mean %s?".formatted(String.join(", ", near));
    return "There is no finding '%s'.%s 'stallscope explain' lists all.%n"
        .formatted(Printable.of(wanted), meant);
  }

  private static void print(PrintWriter out, String text) {
    out.print(text);
    out.flush();
  }
}
