// Rows to fill in: table[data-lines]. Without this file the table has blank rows at its end and a tick "remove" in each row.
//   <table class="lines" data-lines="line" data-add="Add a line">   the prefix of the formset; line-TOTAL_FORMS counts its rows
//   tr.is-blank          a spare row: only the first one stays in sight
//   [data-drop]          the tick line-0-DELETE; becomes a button that hides the row
//   [data-hours] [data-rate] [data-quantity] [data-price]   inputs of a row, in hours, yuan, pieces, yuan
//   [data-line-sum] in a row, [data-sum] in the foot: shown only; the server computes what counts
// Sums run in whole fen: 0.1 + 0.2 has no place on a bill.

const TEN_THOUSANDTHS = 10000;

// "12.5" -> 125000 in ten-thousandths; null when it is not a number
function parts(text) {
  const match = /^\s*(\d+)(?:[.。](\d{0,4})\d*)?\s*$/.exec(text.replaceAll(",", "").replaceAll("，", ""));
  return match ? Number(match[1]) * TEN_THOUSANDTHS + Number((match[2] ?? "").padEnd(4, "0")) : null;
}

const yuan = (fen) => `${Math.floor(fen / 100).toLocaleString("en-US")}.${String(fen % 100).padStart(2, "0")}`;

// quantity × price in fen, a half fen up
function product(row, first, second) {
  const [one, two] = [first, second].map((name) => parts(row.querySelector(`[data-${name}]`)?.value ?? ""));
  if (one === null || two === null) return 0;
  return Number((BigInt(one) * BigInt(two) + 500000n) / 1000000n);
}

function set(table) {
  const body = table.tBodies[0];
  const total = document.getElementById(`id_${table.dataset.lines}-TOTAL_FORMS`);
  const pattern = body.querySelector("tr.is-blank:last-child")?.cloneNode(true);

  function sum() {
    let all = 0;
    for (const row of body.rows) {
      const gone = row.querySelector("[data-drop]")?.checked;
      const fen = gone ? 0 : product(row, "hours", "rate") + product(row, "quantity", "price");
      const shown = row.querySelector("[data-line-sum]");
      if (shown) shown.textContent = fen ? yuan(fen) : "";
      all += fen;
    }
    for (const shown of table.querySelectorAll("[data-sum]")) shown.textContent = yuan(all);
  }

  function dress(row) {
    const tick = row.querySelector("[data-drop]");
    if (!tick || row.dataset.dressed) return;
    row.dataset.dressed = "yes";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "drop";
    button.textContent = "×";
    button.setAttribute("aria-label", tick.labels[0]?.textContent.trim() ?? "×");
    button.addEventListener("click", () => {
      tick.checked = true;
      row.hidden = true;
      sum();
      (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("input, select")?.focus();
    });
    tick.hidden = true;
    tick.after(button);
  }

  // A fresh spare row: its names carry the next number.
  function spare() {
    if (!pattern || !total) return;
    const row = pattern.cloneNode(true);
    const next = Number(total.value);
    for (const node of row.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(/-\d+-/, `-${next}-`));
      }
      if (node.matches("input:not([type=checkbox], [type=hidden])")) node.value = "";
    }
    total.value = next + 1;
    row.classList.add("is-blank");
    body.append(row);
    dress(row);
  }

  [...body.querySelectorAll("tr.is-blank")].slice(1).forEach((row) => { row.hidden = true; });
  [...body.rows].forEach(dress);
  body.addEventListener("input", (event) => {
    const row = event.target.closest("tr");
    if (row.classList.contains("is-blank")) {
      row.classList.remove("is-blank");
      const waiting = body.querySelector("tr.is-blank");
      if (waiting) waiting.hidden = false;
      else spare();
    }
    sum();
  });
  sum();
}

function setAll() {
  for (const table of document.querySelectorAll("table[data-lines]:not(.is-live)")) {
    table.classList.add("is-live");
    set(table);
  }
}

setAll();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, setAll);
