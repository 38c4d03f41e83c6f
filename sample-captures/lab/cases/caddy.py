"""Caddy, which speaks HTTP/1.1, 2 and 3 in one process, with the certificates of nginx.py."""

from case import Server

from .nginx import certificate

CONFIGURATION = """
{
  admin off
  auto_https off
  servers {
    protocols h1 h2 h3
  }
}
https://workshop.test {
  tls {scratch}/leaf.pem {scratch}/leaf.key TLS
  SERVE
}
"""
FILES = "root * {scratch}/site\n  file_server"
COMMAND = ("env", "HOME={scratch}", "XDG_DATA_HOME={scratch}", "XDG_CONFIG_HOME={scratch}",
           "caddy", "run", "--config", "{scratch}/Caddyfile", "--adapter", "caddyfile")


def site(images: int, size: int) -> tuple[str, ...]:
    """A command that makes a page's images: bytes that do not compress, none like another."""
    return ("sh", "-c", f"mkdir site && for n in $(seq {images}); do "
                        f"head -c $(({size} + n)) /dev/urandom > site/bike-$n.webp; done")


def caddy(images: int, size: int) -> Server:
    return _server(f"Caddy with {images} files of {size} bytes", FILES, "", site(images, size))


def proxy(port: int) -> Server:
    """In front of gRPC in clear text, for clients that keep no keys: it writes them itself."""
    return _server("Caddy before it", f"reverse_proxy h2c://127.0.0.1:{port}",
                   "{\n    insecure_secrets_log {scratch}/keys.log\n  }")


def _server(words: str, serve: str, tls: str, *before: tuple[str, ...]) -> Server:
    configuration = CONFIGURATION.replace("SERVE", serve).replace("TLS", tls)
    return Server(words, COMMAND, 443, (("Caddyfile", configuration),), (*certificate(), *before))
