"""The workshop's web application: each endpoint that has a trouble stands beside its fixed version."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import random
import time

import brotli
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

app = FastAPI()
END = b"-- end of the data --"


def parts(count: int) -> list[dict]:
    """A parts list that compresses as well as real ones do."""
    dice = random.Random(7)
    names = ["bottom bracket", "brake lever", "chain ring", "derailleur", "freehub", "head set", "inner tube", "spoke"]
    return [{"id": n, "name": dice.choice(names), "article_number": f"{dice.randrange(16**10):010x}",
             "price_cents": dice.randrange(90, 25000), "stock": dice.randrange(40),
             "supplier": f"supplier {dice.randrange(60)}", "description": "fits most frames; see the fitting guide"}
            for n in range(count)]


# Pages, quick and small.

@app.get("/page/{name}")
async def page(name: str):
    return Response(f"<!doctype html><title>{name}</title>" + "<p>Repairs while you wait.</p>" * 60,
                    media_type="text/html", headers={"cache-control": "no-store"})


# A handler that blocks, and one that does not.

@app.get("/slow/orders")
async def slow_orders():
    time.sleep(0.6)
    return {"orders": parts(5)}


@app.get("/quick/orders")
async def quick_orders():
    return {"orders": parts(5)}


# A response that pauses half way, and one that does not.

def lines(pause: float):
    async def generate():
        for n in range(8):
            if n == 4:
                await asyncio.sleep(pause)
            yield f"{n},brake lever,1490,in stock\n" * 20
    return StreamingResponse(generate(), media_type="text/csv")


@app.get("/slow/export")
async def slow_export():
    return lines(0.9)


@app.get("/quick/export")
async def quick_export():
    return lines(0)


@app.get("/events")
async def events():
    async def generate():
        for n in range(8):
            yield f"event: bench\ndata: {{\"bench\": {n}, \"state\": \"in repair\"}}\n\n"
            await asyncio.sleep(0.5)
    return StreamingResponse(generate(), media_type="text/event-stream")


@app.post("/upload")
async def upload(request: Request):
    return {"received": len(await request.body())}


# The same list: plain, compressed, and a page of it. Prepared beforehand, so that the handlers are quick.

LISTS = {count: json.dumps(parts(count)).encode() for count in (25, 1500, 17000)}
ENCODED = {"": LISTS, "gzip": {count: gzip.compress(text, 6) for count, text in LISTS.items()},
           "br": {count: brotli.compress(text, quality=5) for count, text in LISTS.items()}}


def parts_list(encoding: str, count: int) -> Response:
    headers = {"content-encoding": encoding, "vary": "accept-encoding"} if encoding else {}
    return Response(ENCODED[encoding][count], media_type="application/json", headers=headers)


@app.get("/plain/parts")
async def plain_parts(count: int = 1500):
    return parts_list("", count)


@app.get("/compressed/parts")
async def compressed_parts(count: int = 1500):
    return parts_list("gzip", count)


@app.get("/brotli/parts")
async def brotli_parts(count: int = 1500):
    return parts_list("br", count)


@app.get("/parts-page")
async def parts_page():
    return parts_list("", 25)


# The same answer again and again, and one with a validator and a lifetime.

CATALOGUE = b"".join(b"wheel %d;true to 0.2 mm;ready\n" % n for n in range(400))


@app.get("/catalogue")
async def catalogue():
    return Response(CATALOGUE, media_type="text/plain")


@app.get("/cached/catalogue")
async def cached_catalogue(request: Request):
    tag = '"' + hashlib.sha256(CATALOGUE).hexdigest()[:16] + '"'
    headers = {"etag": tag, "cache-control": "max-age=2"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(CATALOGUE, media_type="text/plain", headers=headers)


@app.get("/hop/{n}")
async def hop(n: int):
    return RedirectResponse(f"/hop/{n - 1}", 302) if n else {"here": True}


# A service that is down for a while.

down_until = 0.0


@app.get("/flaky")
async def flaky(down_for: float = 1.0):
    global down_until
    now = time.monotonic()
    down_until = down_until or now + down_for
    if now < down_until:
        return Response("no bench is free", 503, {"retry-after": "1"}, "text/plain")
    return {"bench": 3}


@app.get("/status")
async def status():
    return {"state": "waiting for parts"}


# Calls of 150 ms each, and small ones.

@app.get("/call/{name}")
async def call(name: str):
    await asyncio.sleep(0.15)
    return {"call": name, "value": len(name)}


@app.get("/price/{part}")
async def price(part: int):
    return {"part": part, "price_cents": 100 + part}


@app.get("/prices")
async def prices(ids: str):
    return [{"part": int(part), "price_cents": 100 + int(part)} for part in ids.split(",")]


# Bytes that do not compress. The text at the end lets the path find the last segment.

@app.get("/bytes/{count}")
async def random_bytes(count: int):
    body = random.Random(count).randbytes(count - len(END)) + END
    return Response(body, media_type="application/octet-stream")
