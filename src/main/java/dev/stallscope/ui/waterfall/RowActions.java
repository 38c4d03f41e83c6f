package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.report.CurlCommand;
import dev.stallscope.report.HarExport;
import dev.stallscope.report.Labels;
import dev.stallscope.report.export.ProgramBuild;
import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be done with the chosen rows. */
final class RowActions {
  private final Workspace workspace;
  private final WaterfallViewModel model;
  private final RowCopy copy;
  private final BackgroundTasks.Lane archiving;
  private final Supplier<List<Integer>> chosen;
  private Consumer<HttpRequest> asker = _ -> {};

  RowActions(
      Workspace workspace,
      WaterfallViewModel model,
      RowTexts texts,
      Supplier<List<Integer>> chosen) {
    this.workspace = workspace;
    this.model = model;
    this.chosen = chosen;
    copy = new RowCopy(model, texts);
    archiving = workspace.tasks().lane();
  }

  /** Says who asks a request once more. */
  void onAsk(Consumer<HttpRequest> taker) {
    asker = taker;
  }

  void copyText() {
    copy(copy.text(chosen.get()));
  }

  void copyFilter() {
    OpenCapture capture = workspace.capture();
    if (capture != null) {
      List<Integer> rows = chosen.get();
      copy(copy.filter(rows, capture));
      if (copy.isCoarse(rows)) {
        workspace.tell(Texts.of("waterfall.filter-coarse", rows.size()));
      }
    }
  }

  /** A command for each chosen request; what it cannot hold is said. */
  void copyCurl() {
    List<CurlCommand> commands = requests().map(CurlCommand::redacted).toList();
    copy(commands.stream().map(CurlCommand::text).collect(Collectors.joining("\n")));
    if (commands.stream().anyMatch(CurlCommand::needsBody)) {
      workspace.tell(Texts.of("waterfall.curl-body"));
    } else if (commands.stream().anyMatch(CurlCommand::isMasked)) {
      workspace.tell(Texts.of("waterfall.curl-masked"));
    }
  }

  /** An HTTP archive of the chosen requests, secrets masked. */
  void copyHar() {
    List<Exchange> exchanges = ids().map(model.table()::exchange).toList();
    archiving.submit(
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          HarExport.write(exchanges, Labels.REDACTED, ProgramBuild.read().version(), out);
          return out.toString(StandardCharsets.UTF_8);
        },
        RowActions::copy,
        workspace::say);
  }

  /** Whether a request was chosen that curl can make. */
  boolean isRequest() {
    return requests().findFirst().isPresent();
  }

  /** Has the first chosen request asked once more. */
  void askAgain() {
    requests().findFirst().ifPresent(asker);
  }

  /** Adds the host of the first chosen exchange to the filter, behind a key. */
  void narrow(String key) {
    ids().findFirst().ifPresent(id -> model.choice().narrow(key + model.table().host(id)));
  }

  private Stream<Integer> ids() {
    return chosen.get().stream().map(model.rows()::exchange).filter(id -> id >= 0);
  }

  private Stream<HttpRequest> requests() {
    return ids()
        .map(model.table()::request)
        .flatMap(Optional::stream)
        .filter(request -> request.url().isPresent());
  }

  private static void copy(String text) {
    if (!text.isEmpty()) {
      CopiedText.put(text);
    }
  }
}
