"""Who is let in to an attempt, beside the rules of when: by an access code, and by where they are."""

from hmac import compare_digest
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from quizapp.assignments.codes import fold_code
from quizapp.assignments.terms import Terms


def admits(terms: Terms, code: str, address: str) -> bool:
    """Tell whether somebody with this code, at this address, may begin."""
    # Both are always asked, so that the time it takes doesn't tell which of them refused.
    return takes_code(terms, code) & takes_address(terms, address)


def takes_code(terms: Terms, code: str) -> bool:
    """Tell whether a code is one of those asked for. How long it takes doesn't tell how near it came."""
    typed = fold_code(code).encode()
    matches = [compare_digest(fold_code(one).encode(), typed) for one in terms.access_codes]
    # Nothing typed is no code, even where somebody set one that consists of dashes.
    return not matches or (bool(typed) and any(matches))


def takes_address(terms: Terms, address: str) -> bool:
    """Tell whether an address lies in one of the networks; one that can't be read lies in none."""
    if not terms.networks:
        return True
    try:
        place = _read(address)
    except ValueError:
        return False
    return any(place in ip_network(network) for network in terms.networks)


def _read(address: str) -> IPv4Address | IPv6Address:
    place = ip_address(address)
    # A server that listens on both sees IPv4 as ::ffff:10.0.0.1.
    return (place.ipv4_mapped or place) if isinstance(place, IPv6Address) else place
