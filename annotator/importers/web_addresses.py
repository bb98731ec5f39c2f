"""Which machine a web address means, and whether one may connect to it."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from base64 import b64encode
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from annotator.errors import ImportFailed
from annotator.translate import tr


def web_address(text: str) -> str:
    """Return the http or https address that `text` is, "" if it is none; a bare "www.…" counts as one."""
    line = text.strip()
    if line.lower().startswith("www."):
        line = f"https://{line}"
    if not line.lower().startswith(("http://", "https://")) or len(line.split()) != 1:
        return ""
    try:
        parts = urlsplit(line)
        return line if parts.hostname and (parts.port is None or parts.port) else ""
    except ValueError:
        return ""


class PinnedConnection(http.client.HTTPConnection):
    """Connects to the number that was checked, whatever its name means by now."""

    def __init__(self, host: str, port: int, number: str, timeout: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=timeout)
        self._number = number
        self._tls = tls

    def connect(self) -> None:
        """Connect, over TLS if there is a context for it; the certificate must name the host."""
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def connection_to(
    parts: SplitResult, number: str, proxy: SplitResult | None, timeout: float
) -> http.client.HTTPConnection:
    """Return a connection to `number`, the machine that was checked, or to the proxy; not yet made."""
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    if proxy is None:
        return PinnedConnection(host, port, number, timeout, ssl.create_default_context() if secure else None)
    at, by = proxy.hostname or "", proxy.port or 8080
    if not secure:
        return http.client.HTTPConnection(at, by, timeout=timeout)
    tunnel = http.client.HTTPSConnection(at, by, timeout=timeout, context=ssl.create_default_context())
    tunnel.set_tunnel(host, port, headers=authorisation(proxy))
    return tunnel


def checked_address(url: str) -> SplitResult:
    """Return the parts of an address; ImportFailed if it is none that is opened."""
    try:
        parts = urlsplit(quoted(url))
        port = parts.port
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ImportFailed(
            tr("This is not a web address that can be opened."),
            hint=tr("Web addresses begin with https:// or http://."),
            detail=url,
        )
    return parts


def safe_number(parts: SplitResult, *, typed: bool, behind_proxy: bool) -> str:
    """Return the number of the machine to connect to; ImportFailed if one must not.

    Behind a proxy the name may mean something there only: a name that is not known here is left to it.
    """
    host = parts.hostname or ""
    allowed = typed and (_number(host) is not None or host == "localhost")
    try:
        found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if behind_proxy:
            return ""
        raise ImportFailed(
            tr("There is no machine called “{host}”, or there is no connection.", host=host),
            hint=tr("Check the spelling of the address and whether you are online."),
            detail=str(error),
        ) from error
    numbers = [str(entry[4][0]) for entry in found]
    if not allowed and not all(map(_is_public, numbers)):
        raise ImportFailed(
            tr("“{host}” is a machine of a private network; it was not asked.", host=host),
            hint=tr("If you mean that machine, type its number instead of its name."),
            detail=f"{host}: {', '.join(numbers)}",
        )
    return numbers[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        # the same machine in another notation
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            address = inner
        elif address in ipaddress.ip_network("64:ff9b::/96"):
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def proxy_for(parts: SplitResult) -> SplitResult | None:
    """Return the proxy the system has for an address, None for none."""
    said = getproxies().get(parts.scheme, "")
    if not said or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxy = urlsplit(said if "://" in said else f"http://{said}")
    return proxy if proxy.hostname else None


def authorisation(proxy: SplitResult) -> dict[str, str]:
    """Return the header that names the person to a proxy; none if its address holds no name."""
    if not proxy.username:
        return {}
    secret = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(secret).decode('ascii')}"}


def quoted(url: str) -> str:
    """Return an address as it goes over the wire: in ASCII, letters outside it as %XX, names in Punycode."""
    parts = urlsplit(url)
    place = parts.netloc
    if not place.isascii():
        place = place.encode("idna").decode("ascii")
    keep = "!#$%&'()*+,/:;=?@[]~"
    return urlunsplit((parts.scheme, place, quote(parts.path, safe=keep), quote(parts.query, safe=keep), ""))


def is_same_place(url: str, other: str) -> bool:
    """Tell whether two addresses name the same machine and port."""
    try:
        first, second = urlsplit(url), urlsplit(other)
        return (first.hostname, first.port) == (second.hostname, second.port)
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Return the machine an address names, for a sentence."""
    try:
        return urlsplit(url).hostname or url[:80]
    except ValueError:
        return url[:80]
