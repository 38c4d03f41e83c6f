"""Uploads a body piece by piece, with pauses, as a client that produces it while sending."""

import argparse
import time

import requests

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--pieces", type=int, default=6)
parser.add_argument("--size", type=int, default=1000, help="bytes of a piece")
parser.add_argument("--pause", type=float, default=0.3, help="seconds between pieces")
options = parser.parse_args()


def body():
    for n in range(options.pieces):
        time.sleep(options.pause if n else 0)
        yield b"%06d," % n * (options.size // 7)


if options.pause:
    requests.post(options.url, data=body(), timeout=30)
else:
    requests.post(options.url, data=b"".join(body()), timeout=30)
