"""Connections that come late, are refused, wait or break."""

from dataclasses import replace

from case import BASE, Case, Proof, python
from impairments import Drop
from namespaces import HOST, SERVER4, SERVER6
from packets import IPV6_TCP, SYNS, every
from path import Path

from .servers import UVICORN, raw

SYN, SYN_ACK = "tcp.flags.syn==1 && tcp.flags.ack==0", "tcp.flags.syn==1 && tcp.flags.ack==1"
PAGE = ("curl", "-s", f"{BASE}/page/start")
IPV6 = replace(UVICORN, argv=(*UVICORN.argv, "--host", "::"))

CASES = (
    Case("syn-loss", "The first SYN is lost; Linux sends it again after 1 s.", "the operator of the path",
         ("syn-retransmission",), ("slow-connect", "connect-timeout", "accept-queue-overflow"), (PAGE,), (UVICORN,),
         Path(to_server=(Drop(SYNS),)), costs={"syn-retransmission": 1000},
         proof=(Proof(SYN, 2, 2), Proof(f"{SYN} && frame.time_relative > 0.95 && frame.time_relative < 1.2", 1, 1),
                Proof("http.response.code==200", 1, 1))),
    Case("connection-refused", "Nothing listens on the port; the server's RST comes after one round trip, 40 ms.",
         "the operator of the server", ("connection-refused",), ("connect-timeout",), (PAGE,),
         proof=(Proof(SYN, 1, 1), Proof("tcp.flags.reset==1 && tcp.srcport==8000", 1, 1))),
    Case("connect-timeout", "No SYN arrives and nothing answers; the client gives up after 8 s.",
         "the operator of the path or its firewall", ("connect-timeout",), ("syn-retransmission",),
         (("curl", "-s", "--connect-timeout", "8", f"{BASE}/page/start"),), (UVICORN,),
         Path(to_server=(Drop(SYNS, None),)), proof=(Proof(SYN, 4), Proof("tcp.srcport==8000", 0, 0))),
    Case("address-family-fallback", "The name has an IPv6 and an IPv4 address; IPv6 segments disappear, and curl tries "
         "IPv4 after 200 ms.", "the operator (repair IPv6, or take the AAAA record away)",
         ("address-family-fallback",), ("connect-timeout", "slow-connect"), (PAGE,), (UVICORN,),
         Path(to_server=(Drop(IPV6_TCP, None),)), ipv6=True, hosts=f"{SERVER6} {HOST}\n{SERVER4} {HOST}\n",
         costs={"address-family-fallback": 200},
         proof=(Proof(f"{SYN} && ipv6", 1), Proof(f"{SYN} && ip && frame.time_relative > 0.15", 1, 1),
                Proof("http.response.code==200", 1, 1))),
    Case("accept-queue-overflow", "The server listens with a backlog of 1 and does not call accept() for about 3.5 s. Six "
         "clients come at once: two connections fill the queue; the others have their SYN-ACK, but the server forgets "
         "their ACK and does not acknowledge their requests, which are sent again and again. Six more come 0.5 s later: "
         "their SYNs are not answered at all until the queue has room.",
         "the server's operator (backlog, somaxconn, more workers)", ("accept-queue-overflow",), ("packet-loss",),
         (python("clients/fan_out.py", f"{BASE}/part", "--times", 6, "--at-once", "--late", 0.5),),
         (raw("--backlog", 1, "--accept-after", 4.2),),
         also={"slow-server-response": "two connections are in the queue, and their requests wait in the kernel until "
                                       "they are accepted",
               "repeated-request": "the same answer comes twelve times"},
         proof=(Proof(SYN, 18), Proof("tcp.dstport==8000 && tcp.len>0 && tcp.analysis.retransmission", 10),
                Proof("http.response.code==200", 12, 12))),
    Case("connection-reset", "The server resets the connection after 15 kB of a 40 kB response.", "the server's developer",
         ("connection-reset",), ("keep-alive-race",), (PAGE,), (raw("--body", 40000, "--reset-after", 15000),),
         proof=(Proof("tcp.flags.reset==1 && tcp.srcport==8000", 1, 1),)),
    Case("slow-connect", "A server 320 ms away: the handshake takes one round trip, and the page a second one.",
         "the operator (a place nearer to the client, or connections that are kept)", ("slow-connect",),
         ("syn-retransmission", "slow-server-response"), (PAGE,), (UVICORN,), Path(rtt_ms=320),
         costs={"slow-connect": 320},
         proof=(Proof(f"{SYN_ACK} && frame.time_relative > 0.32", 1, 1), Proof("http.response.code==200", 1, 1))),
    Case("congestion-window-limited", "Every 90th data segment of a 1.2 MB response is lost, though the path is fast: the "
         "congestion window never grows far, and the client's window (over 1 MB) is never used. Captured on the server.",
         "the operator of the path (find the loss)", ("packet-loss", "congestion-window-limited"),
         ("traffic-policing", "receive-window-limited", "send-buffer-limited", "bufferbloat"),
         (python("clients/fetch.py", f"{BASE}/bytes/1200000"),), (UVICORN,),
         Path(to_client=(Drop(every(90), None),)), capture="server", snaplen=320,
         sysctl={"client": {"net.ipv4.tcp_rmem": "4096 2097152 6291456"}},
         proof=(Proof("tcp.analysis.out_of_order || tcp.analysis.retransmission", 6),)),
    Case("healthy-ipv6", "One page over IPv6, answered at once.", "nobody", (), ("address-family-fallback",),
         (("curl", "-s", f"http://{HOST}:8000/page/start"),), (IPV6,), ipv6=True, hosts=f"{SERVER6} {HOST}\n",
         proof=(Proof("http.response.code==200 && ipv6", 1, 1), Proof("ip", 0, 0))),
    Case("healthy-raw-ip", "Three quick pages, captured without a link layer (raw IP).", "nobody", (), ("no-keep-alive",),
         (python("clients/fetch.py", *(f"{BASE}/page/{name}" for name in "abc")),), (UVICORN,), Path(link="tun"),
         proof=(Proof("http.response.code==200", 3, 3), Proof("eth", 0, 0))),
    Case("slow-server-cooked", "Two requests whose handler blocks for 600 ms, captured on the server on all interfaces "
         "(Linux cooked), as `tcpdump -i any` does.", "the server's developer", ("slow-server-response",),
         ("capture-duplicate-packets",), (python("clients/fetch.py", f"{BASE}/slow/orders", "--times", 2),),
         (UVICORN,), capture="server any", costs={"slow-server-response": 1200},
         proof=(Proof("http.time > 0.6 && http.time < 0.7", 2, 2), Proof("sll", 10))),
    Case("offloaded-segments", "A 300 kB response leaves a device with segmentation offload: the capture, taken above it "
         "on the server, shows segments larger than a packet can be. The path itself is healthy.", "nobody",
         ("capture-offloaded-segments",), ("path-mtu-black-hole", "packet-loss", "reordering"),
         (python("clients/fetch.py", f"{BASE}/bytes/300000"),), (UVICORN,), Path(offload=True), capture="server",
         snaplen=320, sysctl={"client": {"net.ipv4.tcp_rmem": "4096 2097152 6291456"}},
         proof=(Proof("tcp.len > 1460", 10), Proof("tcp.len > 5000", 2))),
)
