// Keeps the place in a module's text and counts the time somebody really reads: the page in front, used lately.

const EVERY = 15_000; // a report
const IDLE = 60_000; // without a sign of life for this long nobody reads
const GLANCE = 2_000; // how often the clock looks whether somebody is there
const BESIDE = matchMedia("(min-width: 981px)"); // there is room for the contents beside the text, as in reading.css
const SIGNS = ["scroll", "pointermove", "pointerdown", "keydown", "touchstart", "wheel"];

class Reader {
  constructor(data) {
    this.data = data;
    this.furthest = data.furthest;
    this.active = 0;
    this.lastSign = performance.now();
    this.lastGlance = performance.now();
    this.token = null;
    this.sent = null;
    this.stop = new AbortController();
    this.comers = new MutationObserver(() => this.arrive());
    const options = { signal: this.stop.signal, passive: true, capture: true };
    for (const sign of SIGNS) addEventListener(sign, () => { this.lastSign = performance.now(); }, options);
    addEventListener("scroll", () => this.show(), options);
    addEventListener("resize", () => this.show(), options);
    addEventListener("pagehide", () => this.report({ leaving: true }), { signal: this.stop.signal });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.report({ leaving: true }); }, { signal: this.stop.signal });
    document.addEventListener("click", (event) => this.follow(event), { signal: this.stop.signal });
    document.addEventListener("keydown", (event) => this.foldUp(event), { signal: this.stop.signal });
    BESIDE.addEventListener("change", () => this.fold(), { signal: this.stop.signal });
    this.glances = setInterval(() => this.glance(), GLANCE);
    this.reports = setInterval(() => this.report({}), EVERY);
    this.arrive();
  }

  get text() { return document.querySelector("article.prose"); }

  // The text is drawn beside this part of the page, perhaps a good while later, and its pictures later still.
  arrive() {
    if (this.stop.signal.aborted) return;
    const text = this.text;
    if (!text) {
      this.comers.observe(document.body, { childList: true, subtree: true });
      return;
    }
    this.comers.disconnect();
    for (const table of text.querySelectorAll("table")) this.frame(table);
    if (this.contents !== this.folded) {
      this.folded = this.contents;
      this.fold();
    }
    if (!this.arrived) {
      this.arrived = true;
      const heading = this.data.at && text.querySelector(`#${CSS.escape(this.data.at)}`);
      if (scrollerOf(text).scrollTop > 0) { /* somebody reads already */ }
      else if (heading) heading.scrollIntoView();
      else if (this.data.fraction > 0.15 && this.data.fraction < 0.97) this.goTo(this.data.fraction);
    }
    this.show();
  }

  // A wide table scrolls by itself, by keyboard too.
  frame(table) {
    const frame = table.closest(".table-scroll");
    if (frame) frame.tabIndex = 0;
  }

  get contents() { return document.querySelector(".toc details"); }

  // Above the text the contents would push it down: there they are one line that stays in sight and opens.
  fold() {
    if (this.contents) this.contents.open = BESIDE.matches;
  }

  foldUp(event) {
    if (event.key !== "Escape" || BESIDE.matches || !this.contents?.open) return;
    const within = this.contents.contains(document.activeElement);
    this.fold();
    if (within) this.contents.querySelector("summary").focus();
  }

  goTo(fraction) {
    const text = this.text;
    const box = text.getBoundingClientRect();
    const scroller = scrollerOf(text);
    const top = box.top + scroller.scrollTop - scroller.getBoundingClientRect().top;
    scroller.scrollTop = top + box.height * fraction - innerHeight * 0.8;
    const said = document.createElement("p");
    said.className = "read-back";
    said.setAttribute("role", "status");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = this.data.words.top;
    again.addEventListener("click", () => { scroller.scrollTop = 0; said.remove(); });
    said.append(`${this.data.words.back} `, again);
    document.body.append(said);
    this.said = said;
    setTimeout(() => said.remove(), 9_000);
  }

  follow(event) {
    const link = event.target.closest?.('.reader a[href^="#"]');
    if (!link) {
      if (!BESIDE.matches && !this.contents?.contains(event.target)) this.fold();
      return;
    }
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!heading) return;
    event.preventDefault();
    if (!BESIDE.matches) this.fold();
    heading.tabIndex = -1;
    heading.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    heading.focus({ preventScroll: true });
  }

  place() {
    const text = this.text;
    if (!text) return null;
    const box = text.getBoundingClientRect();
    if (!box.height) return null;
    const fraction = Math.min(1, Math.max(0, (innerHeight - box.top) / box.height));
    const headings = [...text.querySelectorAll("h2")];
    // Near the end of the page the last headings can't come any higher: they count as soon as they are in sight.
    const scroller = scrollerOf(text);
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const line = Math.max(innerHeight * 0.4, innerHeight - left);
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    return { fraction, anchor: passed.at(-1)?.id ?? "" };
  }

  show() {
    const place = this.place();
    if (!place) return;
    this.furthest = Math.max(this.furthest, place.fraction);
    for (const link of document.querySelectorAll(".toc a")) {
      if (decodeURIComponent(link.hash.slice(1)) === place.anchor) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const bar = document.querySelector(".read-bar i");
    if (bar) bar.style.width = `${Math.round((this.furthest >= 0.97 ? 1 : this.furthest) * 100)}%`;
    const told = document.querySelector(".read-told");
    if (told) {
      const whole = this.furthest >= 0.97;
      const text = whole ? this.data.words.whole : this.data.words.read.replace("{n}", String(Math.floor(this.furthest * 20) * 5));
      if (told.textContent !== text) told.textContent = text;
    }
    if (this.furthest >= 0.97 && !this.told) {
      this.told = true;
      this.report({});
    }
  }

  glance() {
    const now = performance.now();
    const here = !document.hidden && document.hasFocus() && now - this.lastSign < IDLE;
    if (here) this.active += Math.min(now - this.lastGlance, 2 * GLANCE);
    this.lastGlance = now;
  }

  async report({ leaving = false }) {
    const place = this.place();
    if (!place) return;
    const seconds = Math.round(this.active) / 1000;
    const body = { module: this.data.module, anchor: place.anchor, fraction: place.fraction };
    const same = JSON.stringify(body) === this.sent;
    if (same && seconds < 1) return;
    this.active = 0;
    try {
      this.token ??= (await (await fetch("/api/session")).json()).csrf;
      const response = await fetch("/api/learning/reading", {
        method: "POST",
        keepalive: leaving,
        headers: { "Content-Type": "application/json", "X-Trainer-CSRF": this.token },
        body: JSON.stringify({ ...body, seconds }),
      });
      if (response.status === 403) this.token = null;
      if (!response.ok) throw new Error(String(response.status));
      this.sent = JSON.stringify(body);
    } catch {
      this.active += seconds * 1000;
    }
  }

  end() {
    this.report({ leaving: true });
    clearInterval(this.glances);
    clearInterval(this.reports);
    this.said?.remove();
    this.comers.disconnect();
    this.stop.abort();
  }
}

function scrollerOf(element) {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const flow = getComputedStyle(each).overflowY;
    if ((flow === "auto" || flow === "scroll") && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement;
}

const readers = new WeakMap();

export default function ({ data, parentElement }) {
  const known = readers.get(parentElement);
  if (known?.data.module !== data.module) {
    known?.end();
    readers.set(parentElement, new Reader(data));
  } else if (known) {
    setTimeout(() => known.arrive(), 0); // the text may have been drawn anew
  }
  return () => {
    // Between two drawings the element stays; only when it has gone is the reading over.
    setTimeout(() => {
      if (parentElement.isConnected) return;
      readers.get(parentElement)?.end();
      readers.delete(parentElement);
    }, 0);
  };
}
