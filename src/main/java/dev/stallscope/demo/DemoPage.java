package dev.stallscope.demo;

import java.util.function.Supplier;

/** The page that lists the troubles and how to meet them. */
final class DemoPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Stallscope's demo server</title>
      <style>
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { font-size: 1rem; margin: 1.5rem 0 0; }
        pre { margin: .3rem 0; overflow-x: auto; font-size: .85rem; }
        small { opacity: .75; }
      </style>
      <h1>Troubles to try out</h1>
      <p>Record while you try them: <code>stallscope capture -i lo -o demo.pcapng --host 127.0.0.1</code>,
      or Live capture in the window. Each has a healthy twin below it.</p>
      """;

  private final Supplier<DemoPorts> ports;

  DemoPage(Supplier<DemoPorts> ports) {
    this.ports = ports;
  }

  DemoAnswer answer() {
    StringBuilder page = new StringBuilder(HEAD);
    for (DemoTrouble trouble : DemoCatalogue.troubles(ports.get())) {
      page.append("<h2>%s <small>%s</small></h2>%n".formatted(trouble.title(), trouble.finding()))
          .append("<pre>%s</pre>%n".formatted(trouble.commands()))
          .append("<pre><small>%s</small></pre>%n".formatted(trouble.fixedCommands()));
    }
    for (DemoTrial trial : DemoCatalogue.trials(ports.get())) {
      page.append("<h2>%s</h2>%n<pre>%s</pre>%n".formatted(trial.title(), trial.command()));
    }
    return DemoAnswer.text("text/html; charset=utf-8", page.toString());
  }
}
