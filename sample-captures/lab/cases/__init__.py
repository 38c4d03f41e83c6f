"""All cases, by name."""

from case import Case

from . import healthy, names, transport, web

CASES: dict[str, Case] = {case.name: case for module in (healthy, web, names, transport) for case in module.CASES}
