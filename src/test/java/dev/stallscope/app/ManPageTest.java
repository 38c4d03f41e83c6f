package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class ManPageTest {
  private final CommandSpec program = Main.commandLine().getCommandSpec();
  private final String page = printed();
  private final String pageOfRelease = ManPage.of(program, "stallscope 2.1", "2026-01-31");

  @Test
  void tellsOfEveryCommandAndOptionThatTheHelpTellsOf() {
    assertThat(ManPage.visible(program)).extracting(CommandSpec::name).contains("analyze");
    Stream.concat(Stream.of(program), ManPage.visible(program))
        .flatMap(command -> command.options().stream())
        .filter(option -> !option.hidden())
        .forEach(option -> assertThat(page).contains(option.longestName().replace("-", "\\-")));
    ManPage.visible(program)
        .forEach(
            command ->
                assertThat(page).contains(".SS \"" + command.name().replace("-", "\\-") + "\"\n"));
  }

  @Test
  void tellsOfNothingThatTheHelpHides() {
    assertThat(page).doesNotContain("warm\\-up", "generate\\-man\\-page");
  }

  @Test
  void beginsAsManualPagesDo() {
    assertThat(page)
        .startsWith(".TH \"STALLSCOPE\" \"1\" \"")
        .contains(
            ".SH \"NAME\"\nstallscope \\- tells where the time of a request went",
            "\n.SH \"SYNOPSIS\"\n.nf\nstallscope [FILE...]",
            "\n.SH \"EXIT STATUS\"\n.TP\n.B \"0\"\nfine\n");
  }

  @Test
  void bearsDateAndVersion() {
    assertThat(pageOfRelease)
        .startsWith(".TH \"STALLSCOPE\" \"1\" \"2026-01-31\" \"stallscope 2.1\"\n");
  }

  @Test
  void saysAfterTheOptionsWhatIsNotOfTheLast() {
    assertThat(page).contains("\n.PP\nThe output's ending decides: ");
  }

  @Test
  void leavesNoMarkOfTheHelpsOwnLanguage() {
    assertThat(pageOfRelease).doesNotContain("%n", "@|", "|@", "${");
  }

  @Test
  void keepsTextFromBeingReadAsRequests() {
    CommandSpec dotted = CommandSpec.forAnnotatedObject(new Dotted());
    assertThat(ManPage.of(dotted, "dotted 1", "2026-01-31"))
        .contains("\n\\&.pcap and \\e are text\n", "\n.B \"\\-x NAME\"\n\\&'quoted' is text\n");
  }

  @Command(name = "dotted", description = ".pcap and \\ are text")
  private static final class Dotted {
    @Option(names = "-x", paramLabel = "NAME", description = "'quoted' is text")
    private String name = "";
  }

  private static String printed() {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
    assertThat(line.execute("generate-man-page")).isEqualTo(ExitCode.FINE);
    return out.toString();
  }
}
