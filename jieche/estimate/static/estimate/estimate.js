// Rows of an estimate: what is picked from the list fills its row; sums run by kind, in whole fen.
// Adding and removing rows is ui/lines.js. Without either, blank cells are filled by the server.

const TEN_THOUSANDTHS = 10000;

function parts(text) {
  const match = /^\s*(\d+)(?:[.。](\d{0,4})\d*)?\s*$/.exec((text ?? "").replaceAll(",", "").replaceAll("，", ""));
  return match ? Number(match[1]) * TEN_THOUSANDTHS + Number((match[2] ?? "").padEnd(4, "0")) : 0;
}

const product = (one, two) => Number((BigInt(parts(one)) * BigInt(parts(two)) + 500000n) / 1000000n);
const yuan = (fen) => `${Math.floor(fen / 100).toLocaleString("en-US")}.${String(fen % 100).padStart(2, "0")}`;

function cells(row) {
  const find = (name) => row.querySelector(`[data-${name}]`);
  return {
    name: find("name"), hours: find("hours"), rate: find("rate"), quantity: find("quantity"), price: find("price"),
    method: find("method"), system: find("system"), grade: find("grade"), kind: find("kind"), risk: find("risk"), own: find("own"),
  };
}

// What the row comes to: labour if it has hours, else goods; a blank rate is the shop's own.
function reckon(row) {
  if (row.querySelector("[data-drop], [name$='-DELETE']")?.checked) return null;
  const cell = cells(row);
  if (!cell.name?.value.trim() && !cell.hours?.value && !cell.price?.value) return null;
  const risk = cell.method.value === "symptom" ? Math.floor(parts(cell.risk.value) / 100) : 0;
  if (cell.hours.value.trim()) return { kind: "labour", fen: product(cell.hours.value, cell.rate.value || cell.rate.placeholder), risk };
  const kind = cell.kind.value === "other" ? "other" : "part";
  if (cell.own.checked) return { kind, fen: 0, risk };
  return { kind, fen: product(cell.quantity.value || "1", cell.price.value), risk };
}

function sum(table) {
  const all = { labour: 0, part: 0, other: 0, risk: 0 };
  for (const row of table.tBodies[0].rows) {
    const line = reckon(row);
    row.querySelector("[data-line-total]").textContent = line && (line.fen || line.risk) ? yuan(line.fen + line.risk) : "";
    if (line) {
      all[line.kind] += line.fen;
      all.risk += line.risk;
    }
  }
  for (const [kind, fen] of Object.entries(all)) table.querySelector(`[data-total="${kind}"]`).textContent = yuan(fen);
  table.querySelector('[data-total="all"]').textContent = yuan(all.labour + all.part + all.other + all.risk);
}

function fill(row, option) {
  const cell = cells(row);
  const { kind, hours, price, system, grade } = option.dataset;
  row.classList.toggle("is-package", kind === "package");
  if (kind === "labour") cell.hours.value = hours;
  if (kind !== "labour") cell.hours.value = "";
  cell.price.value = kind === "labour" ? "" : price;
  cell.quantity.value = kind === "part" && !cell.quantity.value ? "1" : kind === "part" ? cell.quantity.value : "";
  cell.kind.value = kind === "package" ? "" : kind;
  cell.system.value = system;
  cell.grade.value = grade;
}

function set(table) {
  const list = document.getElementById("offers");
  let waiting = 0;
  let asked = "";

  const named = (input) => [...list.options].find((each) => each.value === input.value.trim());

  async function find(input) {
    const text = input.value.trim();
    asked = text;
    const answer = await fetch(`${table.dataset.find}?q=${encodeURIComponent(text)}`, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || asked !== text) return;
    list.innerHTML = await answer.text();
    const option = input.value.trim() === text && named(input);
    if (option) fill(input.closest("tr"), option);
    sum(table);
  }

  table.addEventListener("input", (event) => {
    const input = event.target;
    if (input.matches("[data-name]")) {
      const option = named(input);
      if (option) fill(input.closest("tr"), option);
      else {
        input.closest("tr").classList.remove("is-package");
        clearTimeout(waiting);
        waiting = setTimeout(() => find(input), 120);
      }
    }
    sum(table);
  });
  table.addEventListener("click", () => setTimeout(() => sum(table)));
  for (const row of table.tBodies[0].rows) {
    const name = cells(row).name?.value.trim();
    const option = name && [...list.options].find((each) => each.value === name && each.dataset.kind === "package");
    if (option) fill(row, option);
  }
  sum(table);
}

function setAll() {
  for (const table of document.querySelectorAll("table.estimate:not([data-summed])")) {
    table.dataset.summed = "";
    set(table);
  }
}

setAll();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, setAll);
