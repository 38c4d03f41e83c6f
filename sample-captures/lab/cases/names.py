"""Troubles with names. The resolver runs on the far side of the path, 40 ms away, beside the web server."""

import json

from case import BASE, Case, Proof, Server, python
from impairments import Drop
from namespaces import HOST, SERVER4
from packets import AAAA_MESSAGES, DNS_MESSAGES
from path import Path

from .servers import UVICORN

QUERIES, ANSWERS = "dns.flags.response==0", "dns.flags.response==1"
OK = Proof("http.response.code==200", 1, 1)
OPERATOR = "the operator of the resolver"
WORKSHOP = {"A": [SERVER4]}


def names(name: str, what: str, who: str, find: tuple[str, ...], proof: tuple[Proof, ...], zone: dict,
          resolv_conf: str = "", client: tuple[str, ...] = ("curl", "-s", f"{BASE}/page/start"), **more) -> Case:
    resolver = Server("a DNS server with a zone made for the case (`daemons/names.py`)",
                      python("daemons/names.py", json.dumps(zone)), port=53)
    return Case(name, what, who, find, client=(client,), servers=(resolver, UVICORN), proof=proof, hosts="",
                resolv_conf=f"nameserver {SERVER4}\n{resolv_conf}", **more)


CASES = (
    names("dns-healthy", "A and AAAA are asked for at once and answered after one round trip, 40 ms.", "nobody", (),
          (Proof(QUERIES, 2, 2), Proof(ANSWERS, 2, 2), OK), {HOST: WORKSHOP},
          never=("dns-slow-answer", "dns-timeout", "dns-address-family-race")),
    names("dns-timeout", "The first two queries (A and AAAA) are lost on the way; glibc asks again after its 5 s.",
          OPERATOR + " or of the path; the client's can shorten `options timeout:`", ("dns-timeout",),
          (Proof(QUERIES, 4, 4), Proof(f"{QUERIES} && frame.time_relative > 4.9", 1), OK), {HOST: WORKSHOP},
          path=Path(to_server=(Drop(DNS_MESSAGES, 2),)), costs={"dns-timeout": 5000},
          never=("dns-slow-answer", "dns-address-family-race")),
    names("dns-slow", "Five names of the same zone are answered in 40 ms; the resolver takes 700 ms more for the sixth.",
          OPERATOR, ("dns-slow-answer",),
          (Proof("dns.time > 0.7 && dns.time < 0.9", 1, 1), Proof("dns.time < 0.1", 5, 5), Proof(QUERIES, 6, 6)),
          {f"shop{n}.test": WORKSHOP for n in range(5)} | {HOST: WORKSHOP | {"wait": 0.7}},
          client=python("clients/fetch.py", *(f"http://shop{n}.test:8000/page/start" for n in range(5)),
                        f"{BASE}/page/start"), costs={"dns-slow-answer": 700},
          never=("dns-timeout", "dns-repeated-lookup")),
    names("dns-search-expansion", "With `ndots:5` and three search domains, `api.workshop.test` is first asked for with "
          "each domain appended: three rounds of NXDOMAIN, 40 ms each, before the name itself.",
          "the operator of the cluster (`ndots:1`) or the client's developer (a dot at the end of the name)",
          ("dns-search-expansion",),
          (Proof("dns.flags.rcode==3", 6, 6), Proof(QUERIES, 8, 8), OK), {"api.workshop.test": WORKSHOP},
          "search shop.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n",
          client=("curl", "-s", "http://api.workshop.test:8000/page/start"),
          costs={"dns-search-expansion": 3 * 40}, never=("dns-timeout", "dns-error")),
    names("dns-aaaa-race", "A and AAAA leave the same socket at once; the A answer arrives, the AAAA answer is lost on "
          "its way, and glibc waits 5 s before it asks for both again.",
          "the operator of the path (connection tracking loses one of two); `options single-request-reopen` avoids it",
          ("dns-address-family-race",),
          (Proof(f"{ANSWERS} && dns.qry.type==1 && frame.time_relative < 0.2", 1, 1),
           Proof(f"{ANSWERS} && dns.qry.type==28", 1, 1), Proof(f"{QUERIES} && frame.time_relative > 4.9", 1), OK),
          {HOST: WORKSHOP}, path=Path(to_client=(Drop(AAAA_MESSAGES),)), costs={"dns-address-family-race": 5000},
          never=("dns-slow-answer",)),
    names("dns-servfail", "The first resolver in resolv.conf answers SERVFAIL; glibc asks it again and gives up: no "
          "connection is made.", OPERATOR, ("dns-error",),
          (Proof("dns.flags.rcode==2", 2), Proof("tcp", 0, 0)), {HOST: {"rcode": 2}}, never=("dns-timeout",)),
    names("dns-nxdomain", "The name has a typing error and does not exist; the answer comes after 40 ms and nothing is "
          "tried again.", "the client's developer", ("dns-error",),
          (Proof("dns.flags.rcode==3", 2, 2), Proof("tcp", 0, 0)), {HOST: WORKSHOP},
          client=("curl", "-s", "http://wrokshop.test:8000/"), never=("dns-search-expansion", "dns-timeout")),
    names("dns-repeated-lookup", "Ten jobs in 5 s use one connection, but each looks the name up first; the answer "
          "would have been good for 300 s.", "the client's developer (look up once, or a local cache)",
          ("dns-repeated-lookup",), (Proof(QUERIES, 20, 21), Proof("dns.resp.ttl==300", 10, 11)), {HOST: WORKSHOP},
          client=python("clients/lookup.py", f"{BASE}/page/start"), never=("no-keep-alive", "dns-timeout")),
    names("dns-tcp-fallback", "The answer has 24 addresses and does not fit 512 bytes: it comes truncated, and the "
          "resolver is asked again over TCP, two round trips more.", OPERATOR + " (EDNS0, fewer addresses)",
          ("dns-tcp-fallback",),
          (Proof("dns.flags.truncated==1 && udp && dns.flags.response==1", 1), Proof("tcp.dstport==53 && dns", 1), OK),
          {HOST: {"A": [SERVER4, *(f"10.77.0.{n}" for n in range(100, 123))], "truncate": True}},
          costs={"dns-tcp-fallback": 2 * 40}, never=("dns-timeout",)),
    names("dns-alias-chain", "The name is an alias of an alias of an alias of an alias: four CNAME records in one "
          "answer, which the resolver collects in 160 ms.", "the owner of the zone", ("dns-alias-chain",),
          (Proof("dns.cname", 1), Proof("dns.count.answers==5", 1, 1), OK),
          {HOST: {"CNAME": "shop.cdn.test", "wait": 0.16}, "shop.cdn.test": {"CNAME": "eu.cdn.test"},
           "eu.cdn.test": {"CNAME": "edge7.cdn.test"}, "edge7.cdn.test": {"CNAME": "rack2.edge7.cdn.test"},
           "rack2.edge7.cdn.test": WORKSHOP}, never=("dns-timeout",)),
)
