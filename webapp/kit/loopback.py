"""Which addresses reach only the machine that the platform runs on."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is that of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
