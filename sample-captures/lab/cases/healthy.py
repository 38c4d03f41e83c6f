"""Controls: nothing is wrong here, and nothing above `info` may be found."""

from case import BASE, Case, Proof, python
from impairments import Drop, Shaper
from packets import data_segment
from path import Path

from .servers import UVICORN, uvicorn

NOBODY = "nobody"

CASES = (
    Case("healthy-page",
         "Five pages of 1.7 kB are fetched over one connection, each answered at once. The round trip is 40 ms and "
         "nothing else costs time.",
         NOBODY, never=("no-keep-alive", "slow-server-response", "sequential-calls", "chatty-exchange"),
         client=(python("clients/fetch.py", *(f"{BASE}/page/{name}" for name in
                                              ("start", "bikes", "repairs", "prices", "contact"))),),
         servers=(UVICORN,),
         proof=(Proof("tcp.flags.syn==1 && tcp.flags.ack==0", 1, 1), Proof("http.response.code==200", 5, 5),
                Proof("tcp.analysis.retransmission", 0, 0), Proof("http.time > 0.09", 0, 0))),
    Case("healthy-download",
         "2 MB are fetched at 40 Mbit/s. Data segment 500 is lost once and repaired by fast retransmission about one "
         "round trip later; the rest goes on flowing.",
         NOBODY, never=("tail-loss", "retransmission-timeout", "traffic-policing", "zero-window",
                        "receive-window-limited"),
         client=(python("clients/fetch.py", f"{BASE}/bytes/2000000"),), servers=(UVICORN,),
         path=Path(to_client=(Shaper(40e6, 400_000), Drop(data_segment(500)))), snaplen=320,
         proof=(Proof('tcp.payload contains "HTTP/1.1 200"', 1, 1), Proof("tcp.analysis.duplicate_ack", 3),
                Proof("tcp.analysis.fast_retransmission", 1, 1), Proof("tcp.analysis.retransmission", 1, 1))),
    Case("healthy-streaming",
         "Server-sent events (`text/event-stream`): one every 500 ms, eight in all. The pauses are the purpose.",
         NOBODY, never=("response-trickle", "slow-server-response", "sender-pause"),
         client=(("curl", "-sN", f"{BASE}/events"),), servers=(UVICORN,),
         proof=(Proof('tcp.payload contains "event: bench"', 8, 8), Proof("tcp.time_delta > 0.4", 7, 8))),
    Case("healthy-idle-keep-alive",
         "Three requests on one connection with a rest of 6 s between them. The rest is the client's own; the server "
         "keeps the connection open for 75 s.",
         NOBODY, never=("slow-server-response", "keep-alive-race", "no-keep-alive"),
         client=(python("clients/fetch.py", f"{BASE}/page/start", "--times", 3, "--pause", 6),),
         servers=(uvicorn("--timeout-keep-alive", "75"),),
         proof=(Proof("tcp.flags.syn==1 && tcp.flags.ack==0", 1, 1), Proof("http.response.code==200", 3, 3),
                Proof("tcp.time_delta > 5.9 && http.request", 2, 2))),
)
