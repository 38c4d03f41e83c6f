package dev.stallscope.demo;

import java.util.List;

/**
 * Something that a probe can ask of the demo server.
 *
 * @param title what it shows, a short sentence
 * @param urls as they are typed, gRPC methods among them
 * @param isCompared whether the versions of HTTP are compared, or the methods with each other
 * @param hasGrpc whether the server is called by gRPC, too
 */
public record DemoRequest(String title, List<String> urls, boolean isCompared, boolean hasGrpc) {
  public DemoRequest {
    urls = List.copyOf(urls);
  }
}
