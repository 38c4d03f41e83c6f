package dev.stallscope.protocol.http;

/** Does not look. */
enum NoContentMeter implements ContentMeter {
  NOTHING;

  @Override
  public void bytes(byte[] array, int offset, int length) {}

  @Override
  public void missing() {}

  @Override
  public boolean isWanted() {
    return false;
  }

  @Override
  public void end() {}
}
