"""All cases, by name."""

from case import Case

from . import connect, derived, grpc, healthy, names, tls, transport, versions, web

CASES: dict[str, Case] = {case.name: case for module in (healthy, web, transport, connect, names, tls, versions, grpc, derived)
                          for case in module.CASES}
