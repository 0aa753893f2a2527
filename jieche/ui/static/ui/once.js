// A form is sent once: its buttons rest after the first press and wake up when the page is shown again.
// The server refuses a second sending by the form's token; this only spares the wait. form[data-often] is left alone.
// Fields that ask the server while one types (a plate, an hour) leave the buttons awake: a press must never be lost.

function rest(form, pressed) {
  // After this turn of the loop: a disabled button would not send its own name and value.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (button.disabled) continue;
      button.disabled = true;
      button.dataset.rested = "";
    }
    pressed?.setAttribute("aria-busy", "true");
  });
}

function wake(root) {
  for (const button of root.querySelectorAll("button[data-rested]")) {
    button.disabled = false;
    delete button.dataset.rested;
    button.removeAttribute("aria-busy");
  }
}

// Without a network the page would be lost to the browser's own error page: stay, and say so.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method === "dialog") return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("jieche:offline"));
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "often" in form.dataset) return;
  rest(form, event.submitter);
});
addEventListener("pageshow", () => wake(document));
