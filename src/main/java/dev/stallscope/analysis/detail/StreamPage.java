package dev.stallscope.analysis.detail;

import java.util.List;

/**
 * Part of what was said on a connection.
 *
 * @param pieces of both directions in the order in which they were complete
 * @param from bytes of both directions before this page
 * @param next where the next page begins
 * @param hasMore whether there is one
 */
public record StreamPage(List<StreamPiece> pieces, long from, long next, boolean hasMore) {
  public StreamPage {
    pieces = List.copyOf(pieces);
  }
}
