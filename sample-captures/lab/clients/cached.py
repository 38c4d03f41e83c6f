"""Reads one URL again and again through a cache that honours max-age and ETag."""

import argparse
import re
import time

import requests

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--times", type=int, default=8)
parser.add_argument("--pause", type=float, default=0.3)
options = parser.parse_args()

session = requests.Session()
answer, fresh_until = None, 0.0
for _ in range(options.times):
    if time.monotonic() >= fresh_until:
        headers = {"if-none-match": answer.headers["etag"]} if answer is not None else {}
        reply = session.get(options.url, headers=headers, timeout=10)
        answer = reply if reply.status_code == 200 else answer
        fresh_until = time.monotonic() + int(re.search(r"max-age=(\d+)", reply.headers["cache-control"])[1])
    time.sleep(options.pause)
