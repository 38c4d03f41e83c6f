package dev.stallscope.ui.window;

import dev.stallscope.ui.connections.ConnectionsView;
import dev.stallscope.ui.findings.FindingsView;
import dev.stallscope.ui.overview.OverviewView;
import dev.stallscope.ui.packets.PacketsView;
import dev.stallscope.ui.resolution.ResolutionView;
import dev.stallscope.ui.streams.StreamsView;
import dev.stallscope.ui.versions.CaptureVersionsView;
import dev.stallscope.ui.waterfall.WaterfallView;
import dev.stallscope.ui.window.PaneSlot.Place;
import dev.stallscope.ui.windowgraph.WindowGraphView;
import java.util.List;

/** All panes, in the order in which they are shown. */
final class PaneCatalogue {
  private PaneCatalogue() {}

  static List<PaneSlot> panes() {
    return List.of(
        new PaneSlot("overview", Place.TOP, "Shortcut+0", OverviewView::new),
        new PaneSlot("findings", Place.STORY, "Shortcut+1", FindingsView::new),
        new PaneSlot("waterfall", Place.MAIN, "Shortcut+2", WaterfallView::new),
        new PaneSlot("tcp-window", Place.PROOF, "Shortcut+3", WindowGraphView::new),
        new PaneSlot("resolution", Place.PROOF, "Shortcut+4", ResolutionView::new),
        new PaneSlot("connections", Place.PROOF, "Shortcut+5", ConnectionsView::new),
        new PaneSlot("packets", Place.PROOF, "Shortcut+6", PacketsView::new),
        new PaneSlot("versions", Place.PROOF, "Shortcut+7", CaptureVersionsView::new),
        new PaneSlot("streams", Place.PROOF, "Shortcut+8", StreamsView::new));
  }
}
