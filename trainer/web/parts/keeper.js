// Keeps the choice of language and theme in this browser, and puts both into effect.

const YEAR = 60 * 60 * 24 * 365;
const STREAMLIT_NAME = { system: "System", light: "Light", dark: "Dark" };

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

// Streamlit reads its theme from a key per address when the page loads.
function themeChanged(theme, paths) {
  const wanted = JSON.stringify(STREAMLIT_NAME[theme]);
  const key = (path) => `stActiveTheme-${path}-v2`;
  const here = localStorage.getItem(key(location.pathname)) ?? JSON.stringify("System");
  for (const path of [location.pathname, ...paths.map((path) => `/${path}`)]) {
    if (theme === "system") localStorage.removeItem(key(path));
    else localStorage.setItem(key(path), wanted);
  }
  return here !== wanted;
}

// Popovers are drawn beside the application's element; what they are to look like has to stand on the root.
function copyScheme() {
  const app = document.querySelector(".stApp");
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
}

// Streamlit's links don't say which of them leads to the page one is on.
function markHere(here) {
  for (const link of document.querySelectorAll(".st-key-nav a")) {
    const is = new URL(link.href).pathname.split("/").pop() === here;
    if (is) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Streamlit's link past the bar speaks English, and leads to before the bar.
function nameSkip(text) {
  const link = document.querySelector("[data-testid='stSkipToContent']");
  if (!link?.firstChild) return;
  if (link.firstChild.nodeValue !== text) link.firstChild.nodeValue = text;
  link.onclick = (event) => {
    const heading = document.querySelector(".stMain h1");
    if (!heading) return;
    event.preventDefault();
    event.stopPropagation();
    heading.tabIndex = -1;
    heading.focus();
  };
}

// Where one page follows another without the browser loading it, the focus is lost or stays in the bar: it goes to the
// new page's heading, unless something on that page has asked for it.
let last = null;
function arrive(here) {
  const now = `${here}?${new URLSearchParams(location.search).get("module") ?? ""}`;
  const before = last;
  last = now;
  if (before === null || before === now) return;
  const seek = (left) => {
    const drawn = document.querySelector(".stApp")?.dataset.testScriptState !== "running";
    const heading = document.querySelector(".stMain h1");
    const free = document.activeElement === document.body || document.activeElement?.closest(".st-key-bar");
    if (last !== now || !free) return;
    if (drawn && heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else if (left) setTimeout(seek, 100, left - 1);
  };
  setTimeout(seek, 200, 50);
}

// The bar, the link past it and the look may come, or change, long after this part of the page.
let wanted = null;
const comers = new MutationObserver(() => { markHere(wanted.here); nameSkip(wanted.skip); });
const look = new MutationObserver(copyScheme);

export default function ({ data }) {
  wanted = data;
  copyScheme();
  markHere(data.here);
  nameSkip(data.skip);
  arrive(data.here);
  comers.observe(document.body, { childList: true, subtree: true });
  const app = document.querySelector(".stApp");
  if (app) look.observe(app, { attributes: true, attributeFilter: ["class"] });
  remember("trainer_lang", data.lang);
  remember("trainer_theme", data.theme);
  document.documentElement.lang = data.lang === "zh" ? "zh-Hans" : data.lang;
  try {
    if (themeChanged(data.theme, data.paths)) location.reload();
  } catch {
    // Storage is refused here: the system's theme stays.
  }
}
