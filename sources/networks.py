"""Which addresses of the web lie in a private network, where no stranger's page may lead us."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import SOCK_STREAM, getaddrinfo
from urllib.parse import urlsplit

TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 seen from a network of IPv6 alone


def private_address(url: str) -> str:
    """The first address of a web address's host that is not of the open internet, '' if none is.

    A host that no name server knows has none: behind a proxy, that alone may know it.
    """
    parts = urlsplit(url)
    try:
        found = getaddrinfo(parts.hostname, parts.port or 80, type=SOCK_STREAM)
    except (OSError, UnicodeError):
        return ""
    addresses = [str(address[0]) for *_, address in found]
    return next((a for a in addresses if not is_open(ip_address(a))), "")


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open internet; one within another counts for that."""
    within = inner(address)
    return is_open(within) if within else address.is_global and not address.is_multicast


def inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
