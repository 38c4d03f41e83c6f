package dev.stallscope.app;

import dev.stallscope.analysis.RuleCatalogue;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help page of a finding, or the list of all findings. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explains a finding; without an id lists all that are looked for.")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "for instance slow-server-response")
  private @Nullable String id;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    String wanted = id;
    StringBuilder text = new StringBuilder();
    if (wanted == null) {
      for (Rule rule : RuleCatalogue.rules()) {
        RuleInfo info = rule.info();
        text.append("%-28s %-12s %s%n".formatted(info.id(), info.layer().id(), info.trouble()));
      }
    } else {
      Optional<RuleInfo> info = find(wanted, RuleCatalogue.rules());
      if (info.isEmpty()) {
        err("There is no finding '" + wanted + "'. 'stallscope explain' lists all.");
        return ExitCode.USAGE;
      }
      text.append("# ")
          .append(info.get().id())
          .append(": ")
          .append(info.get().trouble())
          .append("\n\n")
          .append(info.get().help().strip())
          .append('\n');
    }
    if (spec != null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    }
    return ExitCode.FINE;
  }

  private static Optional<RuleInfo> find(String id, List<Rule> rules) {
    return rules.stream().map(Rule::info).filter(info -> info.id().equals(id)).findFirst();
  }

  private void err(String text) {
    if (spec != null) {
      spec.commandLine().getErr().println(text);
    }
  }
}
