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
  tls {scratch}/leaf.pem {scratch}/leaf.key
  root * {scratch}/site
  file_server
}
"""


def site(images: int, size: int) -> tuple[str, ...]:
    """A command that makes a page's images: bytes that do not compress, none like another."""
    return ("sh", "-c", f"mkdir site && for n in $(seq {images}); do "
                        f"head -c $(({size} + n)) /dev/urandom > site/bike-$n.webp; done")


def caddy(images: int, size: int) -> Server:
    return Server(f"Caddy with {images} files of {size} bytes",
                  ("env", "HOME={scratch}", "XDG_DATA_HOME={scratch}", "XDG_CONFIG_HOME={scratch}",
                   "caddy", "run", "--config", "{scratch}/Caddyfile", "--adapter", "caddyfile"),
                  443, (("Caddyfile", CONFIGURATION),), (*certificate(), site(images, size)))
