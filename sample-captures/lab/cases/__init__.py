"""All cases, by name."""

from case import Case

from . import healthy, web

CASES: dict[str, Case] = {case.name: case for module in (healthy, web) for case in module.CASES}
