// A message goes when it is closed, or by itself after eight seconds when it is no error and nobody points at it.

const STAY_MS = 8000;

function arm(toast) {
  if (toast.classList.contains("is-error")) return;
  setTimeout(() => (toast.matches(":hover, :focus-within") ? arm(toast) : toast.remove()), STAY_MS);
}

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast").remove());
document.querySelectorAll(".toast").forEach(arm);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.classList?.contains("toast")) arm(node);
}).observe(document.getElementById("messages"), { childList: true });

// A refused form: the eye and the reader go to what is wrong.
function lookAtErrors() {
  document.querySelector("[data-focus]")?.focus();
}
lookAtErrors();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, lookAtErrors);
