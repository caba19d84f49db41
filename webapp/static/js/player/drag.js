// Dragging with mouse, touch or pen. Esc or a lost pointer takes it back; near an edge the page scrolls.
// `take` gets what was grabbed and returns what to do on each frame and at the end.

const drag = (part, grip, take) =>
  part.addEventListener("pointerdown", (start) => {
    const taken = start.target.closest(grip);
    if (!taken || start.button || !start.isPrimary) return;
    const { move, drop } = take(taken);
    const top = part.getBoundingClientRect().top;
    const ending = new AbortController();
    let at = start;
    let isMoved = false;
    let frame;

    const follow = () => {
      const x = at.clientX - start.clientX;
      const y = at.clientY - start.clientY;
      isMoved ||= Math.hypot(x, y) > 4;
      if (isMoved) move(x, y + top - part.getBoundingClientRect().top, at);
    };
    const step = () => {
      if (isMoved) scrollBy(0, at.clientY < 110 ? -9 : at.clientY > innerHeight - 130 ? 9 : 0);
      follow();
      frame = requestAnimationFrame(step);
    };
    const end = (isKept) => {
      ending.abort();
      cancelAnimationFrame(frame);
      if (isKept) follow();
      drop(isKept, isMoved);
    };
    const on = (target, name, act) => target.addEventListener(name, act, ending);

    taken.setPointerCapture(start.pointerId);
    on(taken, "pointermove", (event) => (at = event));
    on(taken, "pointerup", () => end(true));
    on(taken, "lostpointercapture", () => end(false));
    on(document, "keydown", (event) => event.key === "Escape" && end(false));
    step();
  });
