"""Which network addresses a page may be fetched from: public ones, and no door back inside.

The six flags of `ipaddress` pass 100.64.0.1 and 2002:7f00:1::, `is_global` alone passes
224.0.0.1 and 64:ff9b::7f00:1; both are asked, and every IPv4 address inside an IPv6 one too.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

_REFUSED = (
    IPv4Network("192.0.0.0/24"),  # IETF protocol assignments; is_global passes parts of it
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, deprecated by RFC 7526
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Return whether an IP address, as the resolver spells it, may be connected to.

    A text that is no address is refused, as is one with a zone (`fe80::1%eth0`).
    """
    if "%" in address:
        return False
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _is_public_v4(parsed)
    return _is_open(parsed) and not parsed.is_site_local and _embedded_are_public(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    """Return whether an IPv4 address is public."""
    return _is_open(address) and not any(address in network for network in _REFUSED)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is global and carries no flag."""
    flags = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
    )
    # Mapped, 6to4 and NAT64 addresses carry flags of their own; what they stand for is judged.
    # Others that wrap an IPv4 address (compatible, translated, Teredo, local NAT64) are neither
    # global nor in use by an honest host: they fall under the rule for all.
    if isinstance(address, IPv6Address) and _embedded(address):
        return not address.is_multicast
    return address.is_global and not any(flags)


def _embedded_are_public(address: IPv6Address) -> bool:
    """Return whether every IPv4 address that an IPv6 one stands for is public."""
    return all(_is_public_v4(inner) for inner in _embedded(address))


def _embedded(address: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 one stands for."""
    found = [address.ipv4_mapped, address.sixtofour]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]
