// A part of a page that renews itself must not move under the hand: what was scrolled stays scrolled, what had the focus
// keeps it. Mark the scrolling box with an id and data-keep; a link is known again by its address.

const kept = { scrolled: [], focus: null };

function remember() {
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
