// Counts the seconds somebody is really there (page visible, focused, used within the last minute) and reports them.

const EVERY = 15;
const IDLE = 60_000;
const USED = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart", "wheel"];

let csrf = null;

async function token() {
  csrf ??= (await (await fetch("/api/session", { credentials: "same-origin" })).json()).csrf;
  return csrf;
}

class Counter {
  constructor(kind, ref) {
    Object.assign(this, { kind, ref, seconds: 0, used: Date.now(), last: performance.now() });
    this.use = () => { this.used = Date.now(); };
    this.leave = () => this.report(true);
    for (const name of USED) addEventListener(name, this.use, { passive: true, capture: true });
    addEventListener("pagehide", this.leave);
    this.timer = setInterval(() => this.tick(), 1000);
  }

  tick() {
    const now = performance.now();
    // A computer that slept is not somebody who was there.
    const passed = Math.min(2, (now - this.last) / 1000);
    this.last = now;
    const there = document.visibilityState === "visible" && document.hasFocus() && Date.now() - this.used < IDLE;
    if (there) this.seconds += passed;
    if (this.seconds >= EVERY) this.report(false);
  }

  async report(leaving) {
    const seconds = Math.round(this.seconds * 10) / 10;
    if (seconds < 1) return;
    this.seconds = 0;
    try {
      const headers = { "Content-Type": "application/json", "X-Trainer-CSRF": leaving ? csrf ?? "" : await token() };
      const body = JSON.stringify({ kind: this.kind, ref: this.ref, seconds });
      const answer = await fetch("/api/learning/activity", {
        method: "POST", credentials: "same-origin", keepalive: leaving, headers, body,
      });
      if (answer.status === 401 || answer.status === 403) csrf = null;
      if (answer.status === 403 || answer.status >= 500) this.keep(seconds); // as after a restart: told the next time
    } catch {
      this.keep(seconds);
    }
  }

  keep(seconds) {
    this.seconds = Math.min(600, this.seconds + seconds);
  }

  end() {
    clearInterval(this.timer);
    for (const name of USED) removeEventListener(name, this.use, { capture: true });
    removeEventListener("pagehide", this.leave);
    this.report(true);
  }
}

const counters = new WeakMap();

export default function ({ data, parentElement }) {
  const before = counters.get(parentElement);
  if (before?.kind !== data.kind || before?.ref !== data.ref) {
    before?.end();
    counters.set(parentElement, new Counter(data.kind, data.ref));
    token().catch(() => {});
  }
  return () => {
    setTimeout(() => {
      if (parentElement.isConnected) return;
      counters.get(parentElement)?.end();
      counters.delete(parentElement);
    }, 0);
  };
}
