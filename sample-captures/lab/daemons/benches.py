"""A gRPC server without generated code: the service workshop.Benches, each method with one trouble or none.

Messages hold one text in field 1, as protobuf writes it.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=8001)
options = parser.parse_args()


def message(text: str) -> bytes:
    return bytes([0x0A, len(text)]) + text.encode()


def reserve(request: bytes, context: grpc.ServicerContext) -> bytes:
    return message("bench 3 is yours")


def search(request: bytes, context: grpc.ServicerContext) -> bytes:
    """Slow: it looks through everything."""
    time.sleep(0.7)
    return message("bench 7 has the lift")


def repair(request: bytes, context: grpc.ServicerContext) -> bytes:
    """Fails: what it needs is down."""
    context.abort(grpc.StatusCode.UNAVAILABLE, "the store of parts does not answer")


def watch(request: bytes, context: grpc.ServicerContext):
    for n in range(5):
        yield message(f"bench {n} is free")
        time.sleep(0.1)


def hand_in(requests, context: grpc.ServicerContext) -> bytes:
    return message(f"{sum(1 for _ in requests)} bicycles taken")


def talk(requests, context: grpc.ServicerContext):
    for request in requests:
        yield message("noted")


METHODS = {
    "/workshop.Benches/Reserve": grpc.unary_unary_rpc_method_handler(reserve),
    "/workshop.Benches/Search": grpc.unary_unary_rpc_method_handler(search),
    "/workshop.Benches/Repair": grpc.unary_unary_rpc_method_handler(repair),
    "/workshop.Benches/Watch": grpc.unary_stream_rpc_method_handler(watch),
    "/workshop.Benches/HandIn": grpc.stream_unary_rpc_method_handler(hand_in),
    "/workshop.Benches/Talk": grpc.stream_stream_rpc_method_handler(talk),
}


class Benches(grpc.GenericRpcHandler):
    def service(self, details):
        return METHODS.get(details.method)


server = grpc.server(ThreadPoolExecutor(8), handlers=(Benches(),))
server.add_insecure_port(f"0.0.0.0:{options.port}")
server.start()
server.wait_for_termination()
