package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import java.util.Arrays;

/**
 * When each first transmission of a direction was known to have arrived, by ACK or SACK. New data
 * come in the order of their sequence numbers, so that a SACK block is found by search; what is
 * done already is skipped by links, so that blocks that grow cost nothing again.
 */
final class AckDelays {
  private final long[] delayByRow;

  AckDelays(TcpTrace trace, Direction direction) {
    delayByRow = new long[trace.size()];
    Arrays.fill(delayByRow, -1);
    new Pass(trace, direction).run();
  }

  long nanos(int row) {
    return delayByRow[row];
  }

  private final class Pass {
    private final TcpTrace trace;
    private final Direction direction;
    private final int[] rows;
    private final int[] link;
    private int count;
    private long highest = Long.MIN_VALUE;

    Pass(TcpTrace trace, Direction direction) {
      this.trace = trace;
      this.direction = direction;
      rows = new int[trace.size()];
      link = new int[trace.size() + 1];
      for (int i = 0; i < link.length; i++) {
        link[i] = i;
      }
    }

    void run() {
      for (int row = 0; row < trace.size(); row++) {
        if (trace.direction(row) != direction) {
          covered(Long.MIN_VALUE, trace.acknowledgment(row), row);
          long[] blocks = trace.sackBlocks(row);
          for (int i = 0; i + 1 < blocks.length; i += 2) {
            covered(blocks[i], blocks[i + 1], row);
          }
        } else if (trace.payloadBytes(row) > 0 && trace.sequence(row) >= highest) {
          highest = trace.end(row);
          rows[count++] = row;
        }
      }
    }

    private void covered(long left, long right, int by) {
      for (int i = next(first(left)); i < count && trace.end(rows[i]) <= right; i = next(i)) {
        delayByRow[rows[i]] = trace.epochNanos(by) - trace.epochNanos(rows[i]);
        link[i] = i + 1;
      }
    }

    /** First transmission that starts at or after a sequence number. */
    private int first(long sequence) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (trace.sequence(rows[middle]) < sequence) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private int next(int from) {
      int root = from;
      while (link[root] != root) {
        root = link[root];
      }
      for (int i = from; link[i] != root && i != root; ) {
        int after = link[i];
        link[i] = root;
        i = after;
      }
      return root;
    }
  }
}
