"""Where a demonstration may be served: only to the machine that it runs on."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Tell whether an address reaches only this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
