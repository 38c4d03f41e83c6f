package dev.stallscope.ui.probe;

import dev.stallscope.demo.DemoRequest;
import dev.stallscope.probe.AddressFamily;
import dev.stallscope.probe.HttpChoice;

/** Types what the demo server is to be asked into a form. */
final class DemoFilling {
  private DemoFilling() {}

  /** One plain request; whether packets are recorded and whom to trust stays as it is. */
  static void type(DemoRequest request, ProbeForm form) {
    form.urlsProperty().set(String.join(" ", request.urls()));
    for (HttpChoice choice : HttpChoice.values()) {
      form.versionProperty(choice).set(choice == HttpChoice.NEGOTIATED);
    }
    form.grpcProperty().set(request.hasGrpc());
    form.runsProperty().set(1);
    form.concurrentProperty().set(1);
    form.warmedProperty().set(false);
    form.resumedProperty().set(false);
    form.methodProperty().set("GET");
    form.headersProperty().set("");
    form.bodyProperty().set("");
    form.resolverProperty().set("");
    form.familyProperty().set(AddressFamily.ANY);
    form.proxyProperty().set("");
  }
}
