// A figure or a document is looked at in a dialog as large as the window, and scrolls there natively.

const look = document.querySelector("[data-look]");

if (look) {
  const pan = look.querySelector("[data-pan]");
  let opener;
  let size = 1;

  // what is in the middle stays there
  const enlarge = (times) => {
    const x = (pan.scrollLeft + pan.clientWidth / 2) / pan.scrollWidth;
    const y = (pan.scrollTop + pan.clientHeight / 2) / pan.scrollHeight;
    size = Math.min(Math.max(size * times, 1), 5);
    pan.style.setProperty("--size", size);
    pan.scrollTo(x * pan.scrollWidth - pan.clientWidth / 2, y * pan.scrollHeight - pan.clientHeight / 2);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (!button) return;
    event.preventDefault();
    opener = button;
    pan.replaceChildren(button.closest(".fig, .docs").querySelector("[role=img], img, .doc").cloneNode(true));
    look.showModal();
    enlarge(0);
  });
  look.addEventListener("click", (event) => {
    const button = event.target.closest("[data-times]");
    if (button) enlarge(button.dataset.times);
  });
  look.addEventListener("close", () => {
    pan.replaceChildren();
    opener.focus();
  });
}
