// The clock in the bar and the time left to each promise, renewed every half minute.
//   <time data-clock datetime="…">   the server's time when the page was made; this machine's clock may be wrong
//   <time data-due datetime="…">     words of the time left or over, e.g. "12 min left", in the page's language
// The words come from the page: <html lang>, numbers of minutes, hours and days only.

const loadedAt = performance.now();
const shown = document.querySelector("[data-clock]");
const serverAt = shown ? Date.parse(shown.dateTime) : Date.now();
const WORDS = {
  zh: { left: (t) => `还有 ${t}`, over: (t) => `已过 ${t}`, d: "天", h: "小时", m: "分", gap: " " },
  en: { left: (t) => `${t} left`, over: (t) => `${t} over`, d: "d", h: "h", m: "min", gap: " " },
};
const words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;

function now() {
  return serverAt + (performance.now() - loadedAt);
}

function span(minutes) {
  const parts = [
    [Math.floor(minutes / 1440), words.d],
    [Math.floor((minutes % 1440) / 60), words.h],
    [minutes % 60, words.m],
  ];
  const first = parts.findIndex(([number]) => number > 0);
  if (first < 0) return `0 ${words.m}`;
  return parts.slice(first, first + 2).filter(([number]) => number > 0).map(([number, unit]) => `${number}${words.gap}${unit}`).join(words.gap);
}

function tick() {
  const at = now();
  if (shown) shown.textContent = new Date(at + zoneShift()).toISOString().slice(11, 16);
  for (const due of document.querySelectorAll("[data-due]")) {
    const minutes = Math.round((Date.parse(due.dateTime) - at) / 60000);
    const text = minutes >= 0 ? words.left(span(minutes)) : words.over(span(-minutes));
    if (due.textContent !== text) due.textContent = text;
    due.closest("[data-due-box]")?.classList.toggle("is-red", minutes < 0);
  }
}

// The shop's zone, not this machine's: read from the offset the server wrote.
function zoneShift() {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(shown.dateTime);
  if (!offset) return 0;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60000;
}

tick();
setInterval(tick, 30000);
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, tick);
