"""Acting with a mouse, and waiting for what is kept of it."""

import time


def soon(happened):
    eventually(wanted=True, read=happened)


def eventually(wanted, read):
    """Wait until the database says so: what a page shows is not yet what is kept."""
    deadline = time.monotonic() + 5
    while read() != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert read() == wanted


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, thing, target, *, down=0):
    """Drag with the mouse, and let go `down` pixels below the middle of the target."""
    page.mouse.move(*middle(thing))
    page.mouse.down()
    x, y = middle(target)
    page.mouse.move(x, y + down, steps=8)
    page.wait_for_timeout(50)
    page.mouse.up()
