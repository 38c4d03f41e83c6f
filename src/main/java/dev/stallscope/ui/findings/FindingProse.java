package dev.stallscope.ui.findings;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.report.ConfidenceText;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.control.CodeText;
import dev.stallscope.ui.control.HelpText;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

/** One finding as prose; every number that has a packet leads to it. */
final class FindingProse {
  /** More links than that are no proof that anyone follows. */
  private static final int MAX_LINKS = 6;

  private final FindingsViewModel model;
  private final Consumer<String> clipboard;

  /** The rule whose help is unfolded: it stays so where a capture that grows tells more of it. */
  private String explained = "";

  FindingProse(FindingsViewModel model, Consumer<String> clipboard) {
    this.model = model;
    this.clipboard = clipboard;
  }

  Node of(Finding finding) {
    Label title = wrapped(model.headline(finding), "heading");
    title.setId("finding-title");
    VBox prose = new VBox(title, wrapped(model.text(finding.explanation()), "dim"));
    prose.getStyleClass().add("prose-box");
    prose
        .getChildren()
        .add(section("finding.who", wrapped(sentence(finding.party().title()), "prose")));
    if (!finding.advice().isEmpty()) {
      prose.getChildren().add(advice(finding));
    }
    prose.getChildren().add(section("finding.proof", proof(finding)));
    prose.getChildren().add(certainty(finding));
    prose.getChildren().add(learnMore(finding));
    return prose;
  }

  private Node advice(Finding finding) {
    VBox list = new VBox();
    list.getStyleClass().add("advice");
    for (String advice : finding.advice()) {
      TextFlow text = CodeText.of(advice);
      HBox.setHgrow(text, Priority.ALWAYS);
      list.getChildren().add(text);
    }
    Button copy = new Button(Texts.of("finding.copy-advice"));
    copy.setId("copy-advice");
    copy.getStyleClass().add("small-button");
    copy.setOnAction(_ -> clipboard.accept(String.join("\n", finding.advice())));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(heading("finding.advice"), space, copy);
    head.setAlignment(Pos.BOTTOM_LEFT);
    VBox section = new VBox(head, list);
    section.getStyleClass().add("prose-section");
    return section;
  }

  private Node proof(Finding finding) {
    VBox lines = new VBox();
    lines.getStyleClass().add("proof");
    finding.evidence().forEach(evidence -> lines.getChildren().add(evidence(evidence)));
    if (finding.evidence().stream().allMatch(evidence -> evidence.packets().isEmpty())
        && !finding.packets().isEmpty()) {
      lines.getChildren().add(line("finding.proof-item", packets(finding.packets())));
    }
    List<Exchange> exchanges = exchanges(finding);
    if (!exchanges.isEmpty()) {
      lines.getChildren().add(line("finding.exchanges", links(exchanges)));
    }
    return lines;
  }

  private Node evidence(Evidence evidence) {
    FlowPane values = new FlowPane(4, 0);
    Label value = new Label(model.text(evidence.value()));
    value.setWrapText(true);
    value.maxWidthProperty().bind(values.widthProperty());
    values.getChildren().add(value);
    if (!evidence.packets().isEmpty()) {
      values.getChildren().addAll(packets(evidence.packets()).getChildren());
    }
    return named(evidence.name(), values);
  }

  private static Node line(String key, Region values) {
    return named(Texts.of(key), values);
  }

  private static Node named(String name, Region values) {
    Label label = new Label(name);
    label.getStyleClass().addAll("dim", "proof-name");
    label.setWrapText(true);
    HBox.setHgrow(values, Priority.ALWAYS);
    values.setMinWidth(0);
    HBox row = new HBox(8, label, values);
    row.setAlignment(Pos.BASELINE_LEFT);
    return row;
  }

  private FlowPane packets(List<Integer> indexes) {
    FlowPane links = new FlowPane(4, 0);
    Label word = new Label(Texts.of("finding.packets", indexes.size()));
    word.getStyleClass().add("dim");
    links.getChildren().add(word);
    for (int index : indexes.subList(0, Math.min(MAX_LINKS, indexes.size()))) {
      String number = Integer.toString(index + 1);
      Hyperlink link = new Hyperlink(number);
      link.setAccessibleText(Texts.of("finding.packet-link", number));
      link.setOnAction(_ -> model.selection().selectPacket(index));
      links.getChildren().add(link);
    }
    more(indexes.size(), links);
    return links;
  }

  /** One below the other, each in as many lines as it needs. */
  private VBox links(List<Exchange> exchanges) {
    VBox links = new VBox();
    for (Exchange exchange : exchanges.subList(0, Math.min(MAX_LINKS, exchanges.size()))) {
      Hyperlink link = new Hyperlink(Labels.REDACTED.of(exchange));
      link.setWrapText(true);
      link.setMinHeight(Region.USE_PREF_SIZE);
      link.setOnAction(_ -> model.selection().select(exchange));
      links.getChildren().add(link);
    }
    more(exchanges.size(), links);
    return links;
  }

  private static void more(int count, Pane links) {
    if (count > MAX_LINKS) {
      Label more = new Label(Texts.of("finding.more", count - MAX_LINKS));
      more.getStyleClass().add("dim");
      links.getChildren().add(more);
    }
  }

  private List<Exchange> exchanges(Finding finding) {
    Analysis analysis = model.analysis();
    return analysis == null
        ? List.of()
        : finding.exchanges().stream().map(analysis.measurements().exchanges()::get).toList();
  }

  private static Node certainty(Finding finding) {
    return wrapped(
        Texts.of("finding.certainty", ConfidenceText.of(finding), finding.packets().size()), "dim");
  }

  private Node learnMore(Finding finding) {
    VBox help = new VBox();
    Hyperlink link = new Hyperlink(Texts.of("finding.learn-more"));
    link.setId("learn-more");
    link.setOnAction(_ -> explain(finding, link, help));
    if (explained.equals(finding.rule().id())) {
      explain(finding, link, help);
    } else {
      explained = "";
    }
    VBox box = new VBox(link, help);
    box.getStyleClass().add("help");
    return box;
  }

  private void explain(Finding finding, Hyperlink link, VBox help) {
    explained = finding.rule().id();
    help.getChildren().setAll(HelpText.of(finding.rule().help()));
    link.setVisible(false);
    link.setManaged(false);
  }

  private static Node section(String key, Node content) {
    VBox section = new VBox(heading(key), content);
    section.getStyleClass().add("prose-section");
    return section;
  }

  private static Label heading(String key) {
    Label heading = new Label(Texts.of(key));
    heading.getStyleClass().add("section-heading");
    return heading;
  }

  private static Label wrapped(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(style);
    return label;
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
