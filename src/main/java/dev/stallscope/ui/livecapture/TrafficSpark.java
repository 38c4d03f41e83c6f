package dev.stallscope.ui.livecapture;

import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;

/** What an interface carried in the last seconds, as a small line without axes. */
final class TrafficSpark extends Pane {
  private static final double WIDTH = 120;
  private static final double HEIGHT = 18;

  private final Polyline line = new Polyline();

  TrafficSpark() {
    line.getStyleClass().add("spark");
    line.setManaged(false);
    getChildren().add(line);
    setMinSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
  }

  /** Draws rates, of which the largest reaches the top. */
  void show(List<Long> rates) {
    long most = Math.max(1, rates.stream().mapToLong(Long::longValue).max().orElse(0));
    line.getPoints().clear();
    double step = WIDTH / (InterfaceRow.SAMPLES - 1);
    double left = WIDTH - step * (rates.size() - 1);
    for (int i = 0; i < rates.size(); i++) {
      double height = (HEIGHT - 2) * rates.get(i) / most;
      line.getPoints().addAll(left + i * step, HEIGHT - 1 - height);
    }
  }
}
