"""Two requests with a rest between them; when the connection turns out to be closed, once more on a new one."""

import argparse
import time

import requests

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--rest", type=float, required=True, help="seconds between the requests")
options = parser.parse_args()

session = requests.Session()
session.get(options.url, timeout=10)
time.sleep(options.rest)
try:
    session.get(options.url, timeout=10)
except requests.ConnectionError:
    session.get(options.url, timeout=10)
