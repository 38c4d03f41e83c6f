package dev.stallscope.protocol.http1;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;

/** A request line or a status line, after empty lines that RFC 9112 section 2.2 lets pass. */
final class Http1Signature implements Signature {
  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    int end = offset + length;
    int from = offset;
    while (from < end && (bytes[from] == '\r' || bytes[from] == '\n')) {
      from++;
    }
    StartLine.Match status = StartLine.statusMatch(bytes, from, end);
    StartLine.Match request = StartLine.requestMatch(bytes, from, end);
    if (status == StartLine.Match.YES) {
      return Verdict.yes(Direction.SERVER_TO_CLIENT);
    }
    if (request == StartLine.Match.YES) {
      return Verdict.yes(Direction.CLIENT_TO_SERVER);
    }
    return status == StartLine.Match.POSSIBLE || request == StartLine.Match.POSSIBLE
        ? Verdict.NEEDS_MORE
        : Verdict.NO;
  }

  @Override
  public boolean isUsualPort(int port) {
    return port == 80 || port == 8080 || port == 8000;
  }
}
