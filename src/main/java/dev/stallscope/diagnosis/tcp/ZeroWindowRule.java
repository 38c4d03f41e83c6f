package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Side;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** R01, R02: the receiver's application did not read, and its window closed. */
public final class ZeroWindowRule implements Rule {
  /** Shorter stops are a reader that is busy for a moment; severity starts here (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      Every TCP receiver tells its peer how much more it can take: the receive window. Bytes wait \
      in the operating system until the program reads them. When the program does not read, the \
      window shrinks to nothing, and the sender has to stop, however fast the network is.

      ## How it is recognised
      The sender had filled the window that the receiver offered, the window was smaller than one \
      full segment, and the sender went on only after the receiver had opened it. So it is where the \
      window was less than three quarters of one that was offered before and again afterwards, and 64 kB \
      less: the rest of that buffer held what nobody had read. Such stops count \
      from 10 ms in total between one client and one server (the lower limit of a minor loss). The \
      detection follows RFC 9293 and the zero-window state of TAPO (CoNEXT 2015).

      ## What it is mistaken for
      A small buffer: there the window stays as large as it ever was. A slow network: the bytes stop \
      just the same, but here nothing is sent again except small probes. Where the news that the window is open again is lost on the path, the sender stays \
      silent until the answer to its next probe; that time is not held against the program. A \
      closed window after the end of a connection means nothing and is left out.

      ## What to do
      Make the program that receives read faster: stream instead of collecting, and never block \
      the event loop of asyncio, FastAPI or aiohttp with slow work. A larger buffer \
      (`net.ipv4.tcp_rmem`) only hides it.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("zero-window", Layer.TCP, "The receiving program did not read", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context, group -> finding(context, group), () -> cleared(context), StallCause.ZERO_WINDOW);
  }

  private static String cleared(RuleContext context) {
    int closed = 0;
    for (TcpConnection connection : context.measurements().connections()) {
      closed +=
          connection.fromClient().count(SegmentEvent.ZERO_WINDOW)
              + connection.fromServer().count(SegmentEvent.ZERO_WINDOW);
    }
    return "No sender had to wait for a closed window. Closed windows announced: %d."
        .formatted(closed);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    boolean isClient = isClientReading(context, group);
    String reader = isClient ? "client" : "server";
    String sender = isClient ? "server" : "client";
    int closed = closedWindows(context, group, isClient);
    return Optional.of(
        new FindingDraft(INFO, isClient ? Party.CLIENT_APPLICATION : Party.SERVER_APPLICATION)
            .waits(group)
            .evidence(
                Evidence.duration("time stopped", group.lostNanos()),
                Evidence.count("stops", group.count(), "stop"),
                Evidence.duration("longest stop", longestStop(group)),
                Evidence.text("who did not read", reader),
                Evidence.count("closed windows", closed))
            .evidence(unheard(group))
            .advice(
                "Read from the socket without pause: stream the body (requests `stream=True` with"
                    + " `iter_content`, httpx `client.stream`, aiohttp `content.iter_chunked`)"
                    + " instead of stopping in between.",
                "Do not block the event loop while data come in: move CPU work and blocking calls"
                    + " to `asyncio.to_thread` or FastAPI's `run_in_threadpool`, or add workers.",
                "A larger `net.ipv4.tcp_rmem=\"4096 131072 16777216\"` lets the kernel take more"
                    + " meanwhile; it hides a slow reader and cures none.")
            .finding(
                closed > 0
                    ? "The %s program stopped reading for {time stopped}".formatted(reader)
                    : "The %s program read too slowly: {time stopped} waited".formatted(reader),
                (closed > 0
                            ? "The %s announced that its receive buffer was full"
                            : "At the %s lay unread what had arrived, and filled its receive buffer")
                        .formatted(reader)
                    + (", so the %s could not send ({stops}, the longest {longest stop}). The network"
                            + " was not the limit: the program at the %s did not take its data.")
                        .formatted(sender, reader)
                    + (unheard(group).length > 0
                        ? " That it read again was lost on the path: for {time unheard} more the "
                            + sender
                            + " did not know, until it asked; nobody is charged with that."
                        : "")));
  }

  private static long longestStop(WaitGroup group) {
    return group.waits().stream().mapToLong(Wait::lostNanos).max().orElse(0);
  }

  /** What passed after the window had opened because the news of it was lost (R02). */
  private static Evidence[] unheard(WaitGroup group) {
    long nanos = group.durationNanos() - group.lostNanos();
    return nanos < LEAST_LOST_NANOS
        ? new Evidence[0]
        : new Evidence[] {Evidence.duration("time unheard", nanos)};
  }

  /** Who closed the window: by the zero windows sent, by the shut one, else by where data went. */
  private static boolean isClientReading(RuleContext context, WaitGroup group) {
    long balance = 0;
    for (int id : group.connections()) {
      TcpConnection connection = context.connection(id);
      balance +=
          connection.fromClient().count(SegmentEvent.ZERO_WINDOW)
              - connection.fromServer().count(SegmentEvent.ZERO_WINDOW);
    }
    if (balance != 0) {
      return balance > 0;
    }
    int worst = group.worst().connection();
    boolean isClientShut = isShut(context, worst, Direction.SERVER_TO_CLIENT);
    return isClientShut == isShut(context, worst, Direction.CLIENT_TO_SERVER)
        ? DataWaits.directionOf(context, group.worst()) == Direction.SERVER_TO_CLIENT
        : isClientShut;
  }

  /** Whether the window for data of the direction was once smaller than a full segment. */
  private static boolean isShut(RuleContext context, int connection, Direction direction) {
    long least = context.facts(connection).direction(direction).windows().minBytes();
    return least >= 0 && least < context.connection(connection).side(direction).mss();
  }

  private static int closedWindows(RuleContext context, WaitGroup group, boolean isClient) {
    int closed = 0;
    for (int id : group.connections()) {
      Side side =
          isClient ? context.connection(id).fromClient() : context.connection(id).fromServer();
      closed += side.count(SegmentEvent.ZERO_WINDOW);
    }
    return closed;
  }
}
