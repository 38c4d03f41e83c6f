"""GETs, one after the other, with python3-requests."""

import argparse
import time

import requests

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url", nargs="+")
parser.add_argument("--times", type=int, default=1, help="go through the URLs that often")
parser.add_argument("--pause", type=float, default=0, help="seconds between requests")
parser.add_argument("--steady", action="store_true", help="the pause is from start to start")
parser.add_argument("--fresh", action="store_true", help="a new connection for each request")
parser.add_argument("--until-ok", type=float, metavar="PAUSE", help="retry after this pause until the answer is 200")
parser.add_argument("--double", action="store_true", help="double the pause of --until-ok each time")
parser.add_argument("--accept-encoding", default="gzip, deflate")
parser.add_argument("--timeout", type=float, default=30)
options = parser.parse_args()

session = requests.Session()
headers = {"accept-encoding": options.accept_encoding}


def get(url: str) -> requests.Response:
    sender = requests if options.fresh else session
    return sender.get(url, headers=headers, timeout=options.timeout)


first = True
for url in options.url * options.times:
    if not first:
        time.sleep(max(0.0, options.pause - (time.monotonic() - started if options.steady else 0)))
    first = False
    started = time.monotonic()
    answer = get(url)
    pause = options.until_ok
    while pause is not None and answer.status_code != 200:
        time.sleep(pause)
        pause *= 2 if options.double else 1
        answer = get(url)
