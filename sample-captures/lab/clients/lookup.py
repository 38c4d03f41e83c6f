"""Looks a name up before every job, though the jobs use one connection."""

import argparse
import socket
import time
from urllib.parse import urlsplit

import requests

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url")
parser.add_argument("--times", type=int, default=10)
parser.add_argument("--pause", type=float, default=0.5)
options = parser.parse_args()

url = urlsplit(options.url)
session = requests.Session()
for _ in range(options.times):
    socket.getaddrinfo(url.hostname, url.port, type=socket.SOCK_STREAM)
    session.get(options.url, timeout=10)
    time.sleep(options.pause)
