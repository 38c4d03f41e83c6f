package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import java.io.IOException;

/** Findings with their proof, and what each rule had to say. */
final class FindingJson {
  private final JsonFields fields;
  private final JsonGenerator json;
  private final Labels labels;

  FindingJson(JsonFields fields, Labels labels) {
    this.fields = fields;
    json = fields.json();
    this.labels = labels;
  }

  void finding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", finding.rule().id());
    json.writeStringField("layer", finding.rule().layer().id());
    json.writeStringField("severity", finding.severity().id());
    json.writeStringField("party", JsonFields.id(finding.party()));
    json.writeStringField("title", labels.text(finding.title()));
    json.writeStringField("explanation", labels.text(finding.explanation()));
    json.writeNumberField("timeLostNanos", finding.timeLostNanos());
    json.writeNumberField("startNanos", finding.span().startNanos());
    json.writeNumberField("endNanos", finding.span().endNanos());
    fields.array("connections", finding.connections(), json::writeNumber);
    fields.array("exchanges", finding.exchanges(), json::writeNumber);
    fields.packets(finding.packets());
    fields.array("evidence", finding.evidence(), this::evidence);
    fields.array("advice", finding.advice(), advice -> json.writeString(labels.text(advice)));
    json.writeNumberField("confidence", finding.confidence());
    json.writeEndObject();
  }

  private void evidence(Evidence evidence) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", evidence.name());
    json.writeStringField("value", labels.text(evidence.value()));
    fields.packets(evidence.packets());
    json.writeEndObject();
  }

  void rule(RuleResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", result.rule().id());
    switch (result.outcome()) {
      case RuleOutcome.Found found ->
          outcome("found", QuantityText.count(found.findings().size(), "finding"));
      case RuleOutcome.Clear clear -> outcome("clear", clear.measured());
      case RuleOutcome.NotApplicable not -> outcome("not-applicable", not.reason());
      case RuleOutcome.Failed failed -> outcome("failed", failed.error());
    }
    json.writeEndObject();
  }

  private void outcome(String outcome, String reason) throws IOException {
    json.writeStringField("outcome", outcome);
    json.writeStringField("reason", labels.text(reason));
  }
}
