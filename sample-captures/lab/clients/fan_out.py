"""Calls with one httpx.AsyncClient: one after the other, all at once, or through a small pool."""

import argparse
import asyncio

import httpx

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("url", nargs="+")
parser.add_argument("--times", type=int, default=1)
parser.add_argument("--at-once", action="store_true")
parser.add_argument("--pool", type=int, default=100, help="most connections")
parser.add_argument("--http2", action="store_true", help="HTTP/2 with prior knowledge")
parser.add_argument("--warm", action="store_true", help="one request first, alone")
parser.add_argument("--ca", help="certificate to trust")
parser.add_argument("--streams", type=int, default=100, help="what the server allows; httpx may ask for too many")
parser.add_argument("--late", type=float, default=0, help="the same calls once more, begun so many seconds later")
options = parser.parse_args()


async def main() -> None:
    limits = httpx.Limits(max_connections=options.pool, max_keepalive_connections=options.pool)
    async with httpx.AsyncClient(limits=limits, timeout=60, http2=options.http2, http1=not options.http2,
                                 verify=options.ca or True) as client:
        urls = options.url * options.times
        if options.warm:
            await client.get(urls[0])
        if options.at_once:
            streams = asyncio.Semaphore(options.streams)

            async def get(url: str, wait: float) -> None:
                await asyncio.sleep(wait)
                async with streams:
                    await client.get(url)
            waits = (0, options.late) if options.late else (0,)
            await asyncio.gather(*(get(url, wait) for wait in waits for url in urls))
        else:
            for url in urls:
                await client.get(url)

asyncio.run(main())
