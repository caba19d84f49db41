"""What a page costs to load, as the browser's own debugger counts it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

KILOBYTE = 1000
SLOW = {"latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
MEASURE = """
window.shift = 0; window.painted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.painted = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass
class Cost:
    """Bytes that came over the wire, by kind, and how many requests they took."""

    sizes: dict[str, int] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.sizes.values())

    def of(self, kind: str) -> float:
        """Return the kilobytes of the page (Document), its sheets or its scripts."""
        return self.sizes.get(kind, 0) / KILOBYTE


def cost(context: BrowserContext, url: str) -> Cost:
    """Open a page in a browser that has kept nothing, and count what comes."""
    page = context.new_page()
    debugger = context.new_cdp_session(page)
    debugger.send("Network.enable")
    debugger.send("Network.clearBrowserCache")
    found, kinds = Cost(), {}

    def answered(event: dict) -> None:
        kinds[event["requestId"]] = event["type"]
        found.requests.append(urlsplit(event["response"]["url"]).path)

    def finished(event: dict) -> None:
        kind = kinds.get(event["requestId"], "Other")
        found.sizes[kind] = found.sizes.get(kind, 0) + int(event["encodedDataLength"])

    debugger.on("Network.responseReceived", answered)
    debugger.on("Network.loadingFinished", finished)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.close()
    return found


def slowly(context: BrowserContext) -> Page:
    """Return a page whose network is that of a bad phone connection, with nothing kept."""
    page = context.new_page()
    debugger = context.new_cdp_session(page)
    debugger.send("Network.enable")
    debugger.send("Network.clearBrowserCache")
    debugger.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    return page
