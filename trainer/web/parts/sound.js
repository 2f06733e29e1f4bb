// Plays what the buttons on the page name (data-hear), one sound at a time; sets the focus where Python asks, and tells
// screen readers what just happened.

const audio = new Audio();
let playing = null;
let words = {};
let focused = "";

function show() {
  for (const button of document.querySelectorAll("[data-hear]")) {
    const here = button === playing && !audio.paused;
    button.dataset.state = here ? "playing" : "paused";
    button.setAttribute("aria-pressed", String(here));
  }
}

function say(button, text) {
  let note = button.nextElementSibling;
  if (!note?.classList.contains("hear-note")) {
    note = document.createElement("span");
    note.className = "hear-note";
    note.setAttribute("role", "status");
    button.after(note);
  }
  note.textContent = text;
}

async function hear(button) {
  if (button === playing && !audio.paused) {
    audio.pause();
    return;
  }
  playing = button;
  say(button, "");
  if (audio.src !== new URL(button.dataset.hear, location.href).href) audio.src = button.dataset.hear;
  audio.currentTime = 0;
  try {
    await audio.play();
    button.dataset.heard = "";
  } catch (error) {
    if (playing === button && error.name !== "AbortError") say(button, words.missing);
  }
  show();
}

for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, show);

function clicked(event) {
  const button = event.target.closest?.("[data-hear]");
  if (button) hear(button);
}

// The buttons come disabled: before there was somebody to take their press, it would have been lost.
function wake() {
  for (const button of document.querySelectorAll("[data-hear]:disabled")) button.disabled = false;
}

// What is to be focused may come long after this part of the page; whoever does something meanwhile keeps the focus.
let sought = "";

function seek() {
  const found = sought && document.querySelector(sought);
  if (!found) return;
  sought = "";
  if (found.tabIndex < 0) found.tabIndex = -1; // a heading
  found.focus({ preventScroll: true });
}

for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, () => { sought = ""; }, { capture: true });

// A screen reader tells what changes in a region it knows, not what comes to the page together with its region.
const told = document.createElement("p");
told.className = "visually-hidden";
told.setAttribute("role", "status");

const here = new Set(); // the places on the page that this script serves: one, or two while one page follows another
const comers = new MutationObserver(() => { wake(); seek(); });

export default function ({ data, parentElement }) {
  words = data.words;
  here.add(parentElement);
  document.addEventListener("click", clicked);
  comers.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  wake();
  if (!told.isConnected) document.body.append(told);
  if (told.textContent !== data.say) told.textContent = data.say;
  if (data.focus !== focused) {
    focused = sought = data.focus;
    seek();
    if (data.focus) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  }
  return () => {
    setTimeout(() => {
      if (parentElement.isConnected) return;
      here.delete(parentElement);
      if (here.size) return;
      document.removeEventListener("click", clicked);
      told.remove();
      comers.disconnect();
      focused = sought = "";
      audio.pause();
    }, 0);
  };
}
