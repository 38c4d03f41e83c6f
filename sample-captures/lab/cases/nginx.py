"""nginx in front of the workshop's application, with certificates made for the run."""

from dataclasses import replace

from case import Server

from .servers import UVICORN

BEHIND = replace(UVICORN, argv=tuple({"0.0.0.0": "127.0.0.1", "8000": "8001"}.get(word, word)
                                     for word in UVICORN.argv), port=8001)

CONFIGURATION = """
daemon off; worker_processes 1; pid {scratch}/nginx.pid; error_log stderr;
events { worker_connections 200; }
http {
  access_log off; keepalive_timeout 75s; ssl_session_cache shared:SSL:1m;
  server {
    listen LISTEN; server_name workshop.test;
    OPTIONS
    location / { proxy_pass http://127.0.0.1:8001; proxy_buffering off; }
  }
}
"""
TLS = "ssl_certificate {scratch}/leaf.pem; ssl_certificate_key {scratch}/leaf.key;"


def certificate(*more_names: str) -> tuple[tuple[str, ...], ...]:
    """Commands that make ca.pem, and leaf.pem with leaf.key, signed by it."""
    names = ",".join(f"DNS:{name}" for name in ("workshop.test", *more_names))
    request = ("openssl", "req", "-nodes", "-newkey", "rsa:2048")
    return (
        (*request, "-x509", "-days", "3650", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Workshop test CA"),
        (*request, "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=workshop.test",
         "-addext", f"subjectAltName={names}"),
        ("openssl", "x509", "-req", "-days", "3650", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
         "-CAcreateserial", "-copy_extensions", "copy", "-out", "leaf.pem"),
    )


def https(options: str = "ssl_protocols TLSv1.2 TLSv1.3;", names: tuple[str, ...] = (), http2: bool = False) -> tuple[Server, ...]:
    configuration = CONFIGURATION.replace("LISTEN", "443 ssl http2" if http2 else "443 ssl")
    words = f"nginx{f' (`{options}`)' if options else ''} before uvicorn"
    return BEHIND, Server(words, ("nginx", "-c", "{scratch}/nginx.conf"), 443,
                          (("nginx.conf", configuration.replace("OPTIONS", f"{TLS} {options}")),),
                          certificate(*names))


def http2(options: str = "") -> tuple[Server, ...]:
    """HTTP/2 in clear text, for clients that know beforehand."""
    configuration = CONFIGURATION.replace("LISTEN", "8000 http2").replace("OPTIONS", options)
    words = f"nginx with HTTP/2 in clear text{f' (`{options}`)' if options else ''} before uvicorn"
    return BEHIND, Server(words, ("nginx", "-c", "{scratch}/nginx.conf"), 8000, (("nginx.conf", configuration),))
