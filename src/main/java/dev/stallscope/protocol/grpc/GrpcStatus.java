package dev.stallscope.protocol.grpc;

import java.util.Optional;

/** How a call ended (the status codes of gRPC); the ordinal is the code. */
public enum GrpcStatus {
  OK,
  CANCELLED,
  UNKNOWN,
  INVALID_ARGUMENT,
  DEADLINE_EXCEEDED,
  NOT_FOUND,
  ALREADY_EXISTS,
  PERMISSION_DENIED,
  RESOURCE_EXHAUSTED,
  FAILED_PRECONDITION,
  ABORTED,
  OUT_OF_RANGE,
  UNIMPLEMENTED,
  INTERNAL,
  UNAVAILABLE,
  DATA_LOSS,
  UNAUTHENTICATED;

  /** The status that a grpc-status field names. */
  public static Optional<GrpcStatus> of(String field) {
    for (GrpcStatus status : values()) {
      if (Integer.toString(status.ordinal()).equals(field.strip())) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the server failed, or could not be reached: the others tell the caller something about
   * what it asked for.
   */
  public boolean isServersFailure() {
    return switch (this) {
      case UNKNOWN, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
      case OK,
          CANCELLED,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNAUTHENTICATED ->
          false;
    };
  }
}
