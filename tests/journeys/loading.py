"""What a page costs to load, as the browser's own debugger counts it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

KILOBYTE = 1000
ICON = "/static/favicon.svg"
PAPER = "Image"  # certificates and reports as they will be printed, loaded after the page
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
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"


@dataclass
class Cost:
    """What came over the wire; the icon of the tab, fetched once and last, does not count."""

    sizes: dict[str, int] = field(default_factory=dict)  # bytes by kind, without their heads
    requests: list[str] = field(default_factory=list)
    total: int = 0  # bytes with their heads, without pictures of paper
    shift: float = 0  # how much of the page moved while it loaded

    def of(self, kind: str) -> float:
        """Return the kilobytes of the page (Document), its sheets or its scripts."""
        return self.sizes.get(kind, 0) / KILOBYTE


def cost(context: BrowserContext, url: str, width: int) -> Cost:
    """Open a page in a browser that has kept nothing, and count what comes."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(MEASURE)
    debugger = context.new_cdp_session(page)
    debugger.send("Network.enable")
    debugger.send("Network.clearBrowserCache")
    found, answers = Cost(), {}

    def answered(event: dict) -> None:
        path = urlsplit(event["response"]["url"]).path
        if path != ICON:
            answers[event["requestId"]] = (event["type"], event["response"]["encodedDataLength"])
            found.requests.append(path)

    def finished(event: dict) -> None:
        kind, head = answers.get(event["requestId"], ("", 0))
        if kind:
            size = int(event["encodedDataLength"])
            found.sizes[kind] = found.sizes.get(kind, 0) + size - int(head)
            found.total += size if kind != PAPER else 0

    debugger.on("Network.responseReceived", answered)
    debugger.on("Network.loadingFinished", finished)
    page.goto(url)
    page.evaluate(DRAWN)
    found.shift = page.evaluate("window.shift")
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
