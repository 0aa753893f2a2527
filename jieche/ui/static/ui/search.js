// The search box: asks the server while one types, shows its rows under the box, arrow keys walk them.
// The server answers GET search_url?q=… with the header HX-Request by rows <a role="option" id="…" href="…">; without
// this file the same form opens the page of results. Enter with nothing chosen opens that page, so a scanner works.

const WAIT_MS = 90;

for (const form of document.querySelectorAll("form[data-find]")) {
  const box = form.querySelector("input");
  const hits = form.querySelector(".find-hits");
  let waiting = 0;
  let asked = new AbortController();

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", hits.id);
  hits.setAttribute("role", "listbox");
  hits.setAttribute("aria-label", box.getAttribute("aria-label"));

  const rows = () => [...hits.querySelectorAll("[role=option]")];
  const chosen = () => hits.querySelector("[aria-selected=true]");

  function show(open) {
    hits.hidden = !open;
    box.setAttribute("aria-expanded", String(open && rows().length > 0));
    if (!open) box.removeAttribute("aria-activedescendant");
  }

  function choose(row) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!row) return box.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    return box.setAttribute("aria-activedescendant", row.id);
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const q = box.value.trim();
    if (!q) {
      hits.replaceChildren();
      return show(false);
    }
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams({ q })}`, { headers: { "HX-Request": "true" }, signal: asked.signal });
      if (!answer.ok) return undefined;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      hits.replaceChildren(...part.body.childNodes);
      return show(hits.childElementCount > 0);
    } catch {
      return undefined; // a newer question, or no network: Enter still asks by page
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("focus", () => show(rows().length > 0));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = rows();
    const place = all.indexOf(chosen());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!all.length) return;
      event.preventDefault();
      show(true);
      choose(all[(place + (event.key === "ArrowDown" ? 1 : place < 0 ? 0 : -1) + all.length) % all.length]);
    } else if (event.key === "Enter" && place >= 0 && !hits.hidden) {
      event.preventDefault();
      all[place].click();
    } else if (event.key === "Escape") {
      show(false);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) show(false);
  });
  show(false);
}
