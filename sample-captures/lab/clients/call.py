"""Calls of workshop.Benches, one after the other over one channel: `call.py TARGET METHOD ...`."""

import argparse
import sys
import time

import grpc

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("target")
parser.add_argument("method", nargs="+", help="a method, or METHOD=SECONDS with a deadline")
parser.add_argument("--ca", help="certificate to trust; without it, clear text")
parser.add_argument("--at-once", action="store_true", help="all unary calls together")
parser.add_argument("--pause", type=float, default=0.1, help="seconds between calls")
options = parser.parse_args()


def message(text: str) -> bytes:
    return bytes([0x0A, len(text)]) + text.encode()


def many(method: str):
    for n in range(3):
        yield message(f"bicycle {n}")
        time.sleep(0.05)


def begin(channel: grpc.Channel, method: str, deadline: float | None):
    """Starts a call; the answer is waited for by what it returns."""
    path = f"/workshop.Benches/{method}"
    if method == "Watch":
        answers = channel.unary_stream(path)(message("all"), timeout=deadline)
        return lambda: list(answers)
    if method == "HandIn":
        return channel.stream_unary(path).future(many(method), timeout=deadline).result
    if method == "Talk":
        answers = channel.stream_stream(path)(many(method), timeout=deadline)
        return lambda: list(answers)
    return channel.unary_unary(path).future(message("a bench with a lift"), timeout=deadline).result


def end(answer) -> None:
    try:
        answer()
    except grpc.RpcError as error:
        print(error.code(), error.details(), file=sys.stderr)


def connect() -> grpc.Channel:
    if options.ca:
        with open(options.ca, "rb") as file:
            return grpc.secure_channel(options.target, grpc.ssl_channel_credentials(file.read()))
    return grpc.insecure_channel(options.target)


with connect() as channel:
    calls = [(name, float(deadline) if deadline else None)
             for name, _, deadline in (method.partition("=") for method in options.method)]
    if options.at_once:
        for answer in [begin(channel, *call) for call in calls]:
            end(answer)
    else:
        for call in calls:
            end(begin(channel, *call))
            time.sleep(options.pause)
