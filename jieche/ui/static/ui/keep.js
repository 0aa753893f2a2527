// A part of a page that renews itself must not move under the hand: what was scrolled stays scrolled, what had the focus
// keeps it. Mark the scrolling box with an id and data-keep; a link is known again by its address. While a finger or a
// button is down nothing is renewed: the press would end on something else and come to nothing. The next round is soon.

const kept = { scrolled: [], focus: null };
let isPressed = false;

addEventListener("pointerdown", () => { isPressed = true; }, true);
// After this turn of the loop: the click comes after the release.
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => { isPressed = false; }), true);
addEventListener("blur", () => { isPressed = false; });

function remember(event) {
  if (isPressed && event.target.matches?.("[hx-trigger^=every]")) {
    event.preventDefault();
    return;
  }
  const held = document.activeElement;
  kept.scrolled = [...document.querySelectorAll("[data-keep][id]")].map((box) => [box.id, box.scrollTop, box.scrollLeft]);
  kept.focus = !held || held === document.body ? null : held.id ? `#${CSS.escape(held.id)}` : held.matches("a[href]") ? `a[href="${CSS.escape(held.getAttribute("href"))}"]` : null;
}

function restore() {
  for (const [id, top, left] of kept.scrolled) document.getElementById(id)?.scrollTo(left, top);
  if (kept.focus && document.activeElement === document.body) document.querySelector(kept.focus)?.focus({ preventScroll: true });
}

for (const name of ["htmx:beforeSwap", "htmx:before:swap"]) document.addEventListener(name, remember);
for (const name of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(name, restore);
