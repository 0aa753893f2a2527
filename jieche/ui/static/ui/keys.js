// Keys of the house. A page marks what a key reaches:
//   data-key="/" is focused · data-key="n" is followed or clicked · data-top is opened by Enter at the desk ·
//   form[data-main] is sent by Ctrl+Enter · "?" shows the list.
// Nothing fires while somebody types. A scanner types a burst of letters that ends in Enter: a letter counts only when
// nothing came shortly before it and nothing follows shortly after.

const TYPING = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), select, textarea, [contenteditable]";
const BURST_MS = 60;
let lastKeyAt = 0;
let pressing = 0;

function mainForm(from) {
  return from.closest?.("form[data-main]") ?? document.querySelector("form[data-main]");
}

function showKeys() {
  document.querySelectorAll("[popover]:popover-open").forEach((menu) => menu.hidePopover());
  document.getElementById("keys")?.showModal();
}

function press(reached) {
  if (!reached.matches(TYPING)) return reached.click();
  reached.focus();
  return reached.select();
}

document.addEventListener("keydown", (event) => {
  const pause = event.timeStamp - lastKeyAt;
  lastKeyAt = event.timeStamp;
  clearTimeout(pressing);
  if (event.isComposing || event.defaultPrevented) return;

  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = mainForm(event.target);
    const button = form?.querySelector("button.btn-main:not([disabled])");
    if (form && button) {
      event.preventDefault();
      form.requestSubmit(button);
    }
    return;
  }
  if (event.key === "Escape" && event.target.matches?.("[data-key='/']")) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches?.(TYPING) || document.querySelector("dialog[open], [popover]:popover-open")) return;
  if (pause < BURST_MS) return;

  if (event.key === "?") {
    event.preventDefault();
    showKeys();
  } else if (event.key === "Enter") {
    if (event.target === document.body || event.target.id === "main") document.querySelector("[data-top]")?.click();
  } else {
    const reached = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!reached) return;
    event.preventDefault();
    pressing = setTimeout(() => press(reached), BURST_MS);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) showKeys();
});
