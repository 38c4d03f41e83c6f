package dev.stallscope.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page, in the language of man(7), made from the command line itself. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * The page of a command and its visible subcommands.
   *
   * @param version as {@code --version} prints it
   * @param date of that version, as 2026-01-31
   */
  static String of(CommandSpec spec, String version, String date) {
    ManPage page = new ManPage();
    UsageMessageSpec usage = spec.usageMessage();
    page.title(spec.name().toUpperCase(Locale.ROOT), date, version);
    page.section("NAME");
    page.text(spec.name() + " - " + phrase(usage.description()));
    page.section("SYNOPSIS");
    page.synopsis(usage.customSynopsis());
    page.section("DESCRIPTION");
    page.text(plain(usage.description()));
    page.arguments(spec);
    page.section("COMMANDS");
    visible(spec).forEach(page::command);
    page.section("EXIT STATUS");
    usage.exitCodeList().forEach((code, meaning) -> page.item(code, meaning));
    page.section("EXAMPLE");
    page.text(plain(usage.footer()).replaceFirst("^Try: ", ""));
    return page.page.toString();
  }

  /** The subcommands that the help lists. */
  static Stream<CommandSpec> visible(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden());
  }

  private void command(CommandSpec spec) {
    request("SS", spec.qualifiedName().substring(spec.root().name().length() + 1));
    text(plain(spec.usageMessage().description()));
    arguments(spec);
    closing(plain(spec.usageMessage().footer()));
    visible(spec).forEach(this::command);
  }

  /** What is said after the options, and not of the last of them. */
  private void closing(String text) {
    if (!text.isEmpty()) {
      request("PP");
      text(text);
    }
  }

  private void arguments(CommandSpec spec) {
    for (ArgSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        item(parameter.paramLabel(), plain(parameter.description()));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        item(names(option), plain(option.description()));
      }
    }
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private void synopsis(String... lines) {
    request("nf");
    for (String line : lines) {
      text(line.strip());
    }
    request("fi");
  }

  /** The date is read by programs, which know nothing of escapes. */
  private void title(String name, String date, String version) {
    page.append(
        ".TH \"%s\" \"1\" \"%s\" \"%s\"\n".formatted(escaped(name), date, escaped(version)));
  }

  private void section(String title) {
    request("SH", title);
  }

  private void item(String term, String explanation) {
    request("TP");
    request("B", term);
    text(explanation);
  }

  private void request(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void text(String text) {
    if (!text.isEmpty()) {
      page.append(escaped(text)).append('\n');
    }
  }

  /** As troff reads it: a plain hyphen would be printed as one that cannot be copied as a minus. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  /** The lines as one paragraph, with what picocli would put in for {@code %n} and variables. */
  private static String plain(String... lines) {
    return List.of(lines).stream()
        .map(line -> line.replace("%n", " ").replace("%%", "%").replaceAll("@\\|\\S+ |\\|@", ""))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** A sentence as the half of one that a list of pages shows. */
  private static String phrase(String... lines) {
    String sentence = plain(lines).replaceFirst("\\.$", "");
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
