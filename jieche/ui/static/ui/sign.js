// Signing on the screen: .sign holds a canvas and two hidden inputs, strokes and picture (ui/sign.html).
// The strokes (points with time and pressure) are the evidence; the picture is for the eye. Who cannot draw types the name
// into the field under the pad, which marks the signature as typed.

function set(box) {
  const canvas = box.querySelector("canvas");
  const strokes = box.querySelector("[data-strokes]");
  const picture = box.querySelector("[data-picture]");
  const typed = box.querySelector("[data-typed]");
  box.classList.add("is-live");
  const pad = new SignaturePad(canvas, { penColor: "#101416", minWidth: 0.8, maxWidth: 2.8, throttle: 8 });

  // Signed after all: what was wrong is so no more.
  function clear() {
    box.classList.remove("has-error");
    for (const name of ["aria-invalid", "aria-describedby"]) box.removeAttribute(name);
    box.querySelector(".field-error")?.remove();
  }

  function keep() {
    strokes.value = pad.isEmpty() ? "" : JSON.stringify(pad.toData());
    picture.value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
    if (pad.isEmpty()) return;
    if (typed) typed.value = "";
    clear();
  }

  // The canvas holds real pixels; what is drawn survives a turned tablet.
  function fit() {
    const ratio = Math.max(devicePixelRatio || 1, 1);
    const [width, height] = [canvas.offsetWidth, canvas.offsetHeight];
    if (!width || (canvas.width === width * ratio && canvas.height === height * ratio)) return;
    const drawn = pad.toData();
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    if (drawn.length) pad.fromData(drawn);
  }

  if (strokes.value) {
    fit();
    pad.fromData(JSON.parse(strokes.value));
    keep();
  }
  new ResizeObserver(fit).observe(canvas);
  pad.addEventListener("endStroke", keep);
  typed?.addEventListener("input", () => typed.value.trim() && clear());
  box.querySelector("[data-clear]").addEventListener("click", () => {
    pad.clear();
    keep();
  });
}

// The pad itself is fetched only by a page that holds a signature.
function fetched(src) {
  if (window.SignaturePad) return Promise.resolve();
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

async function setAll() {
  const boxes = [...document.querySelectorAll("[data-sign]:not(.is-live)")];
  if (!boxes.length) return;
  await fetched(boxes[0].dataset.pad);
  boxes.filter((box) => !box.classList.contains("is-live")).forEach(set);
}

setAll();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, setAll);
