// A message goes when it is closed, or by itself after eight seconds when it is no error and nobody points at it.

const STAY_MS = 8000;

function arm(toast) {
  if (toast.classList.contains("is-error")) return;
  setTimeout(() => (toast.matches(":hover, :focus-within") ? arm(toast) : toast.remove()), STAY_MS);
}

const box = document.getElementById("messages");

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast").remove());
document.querySelectorAll(".toast").forEach(arm);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.classList?.contains("toast")) arm(node);
}).observe(box, { childList: true });

// What went wrong on the way, in words of the page.
function warn(words) {
  const toast = document.createElement("div");
  const close = document.createElement("button");
  toast.className = "toast is-error";
  toast.setAttribute("role", "alert");
  toast.append(words, close);
  close.type = "button";
  close.dataset.dismiss = "";
  close.textContent = "×";
  box.querySelectorAll(".toast.is-error").forEach((earlier) => earlier.remove());
  box.append(toast);
}
for (const name of ["jieche:offline", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => warn(box.dataset.offline));
document.addEventListener("htmx:responseError", () => warn(box.dataset.failed));
document.addEventListener("htmx:error", (event) => warn(event.detail?.ctx?.response ? box.dataset.failed : box.dataset.offline));

// A refused form: the eye and the reader go to what is wrong.
function lookAtErrors() {
  document.querySelector("[data-focus]")?.focus();
}
lookAtErrors();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, lookAtErrors);
