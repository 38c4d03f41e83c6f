package dev.stallscope.protocol.grpc;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.http.AnswerEnd;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.MediaType;
import dev.stallscope.protocol.http.StreamApplication;

/** gRPC in the streams of HTTP/2. */
public final class GrpcApplication implements StreamApplication {
  @Override
  public AppProtocol protocol() {
    return AppProtocol.GRPC;
  }

  @Override
  public boolean speaks(HttpHeaders headers) {
    return MediaType.of(headers).isGrpc();
  }

  @Override
  public BodyReader reader() {
    return new GrpcBodyReader();
  }

  @Override
  public MessageContent request(HttpRequest request, BodyReader body, boolean isAnswered) {
    return new GrpcRequest(request, messages(body), isAnswered);
  }

  @Override
  public MessageContent response(HttpResponse response, BodyReader body, AnswerEnd end) {
    return new GrpcResponse(response, messages(body), end);
  }

  private static GrpcMessages messages(BodyReader body) {
    return ((GrpcBodyReader) body).messages();
  }
}
