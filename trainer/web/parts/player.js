// Plays a call's recording from the second that a button on the page names (data-listen), and reports which turn
// somebody wants to try again from (data-again).

function time(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function draw(parent, words) {
  const bar = document.createElement("div");
  bar.className = "player-bar";
  bar.hidden = true;
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", words.title);
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "player-toggle";
  const place = document.createElement("input");
  Object.assign(place, { type: "range", min: "0", max: "0", step: "0.1", value: "0", className: "player-place" });
  place.setAttribute("aria-label", words.place);
  const told = document.createElement("span");
  told.className = "player-told";
  told.setAttribute("aria-live", "polite");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "player-close";
  close.textContent = "×";
  close.setAttribute("aria-label", words.close);
  bar.append(toggle, place, told, close);
  parent.append(bar);
  return { bar, toggle, place, told, close };
}

class Player {
  constructor(parent, data) {
    this.data = data;
    this.audio = new Audio();
    this.parts = draw(parent, data.words);
    this.loaded = null;
    const { toggle, place, close, bar } = this.parts;
    toggle.addEventListener("click", () => (this.audio.paused ? this.audio.play() : this.audio.pause()));
    place.addEventListener("input", () => { this.audio.currentTime = Number(place.value); });
    close.addEventListener("click", () => { this.audio.pause(); bar.hidden = true; });
    for (const event of ["play", "pause", "timeupdate", "ended"]) this.audio.addEventListener(event, () => this.show());
    this.show();
  }

  show() {
    const { toggle, place, told } = this.parts;
    const words = this.data.words;
    toggle.setAttribute("aria-label", this.audio.paused ? words.play : words.pause);
    toggle.dataset.state = this.audio.paused ? "paused" : "playing";
    if (!Number.isFinite(this.audio.duration)) return;
    place.max = String(this.audio.duration);
    place.value = String(this.audio.currentTime);
    place.setAttribute("aria-valuetext", this.clock(this.audio.currentTime));
    told.textContent = `${this.clock(this.audio.currentTime)} / ${this.clock(this.audio.duration)}`;
  }

  // As the page tells the time: from when the call was picked up.
  clock(second) {
    return time(second - (this.data.zero ?? 0));
  }

  // The whole recording is fetched once: only then can every browser start at any second of it.
  load() {
    this.loaded ??= (async () => {
      const response = await fetch(this.data.address, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      this.address = URL.createObjectURL(await response.blob());
      this.audio.src = this.address;
      await new Promise((done, failed) => {
        this.audio.addEventListener("loadedmetadata", done, { once: true });
        this.audio.addEventListener("error", failed, { once: true });
      });
    })();
    return this.loaded;
  }

  async playFrom(second) {
    const { bar, told } = this.parts;
    bar.hidden = false;
    if (!this.address) told.textContent = this.data.words.loading;
    try {
      await this.load();
    } catch {
      this.loaded = null;
      told.textContent = this.data.words.missing;
      return;
    }
    this.audio.currentTime = Math.min(second, Math.max(0, this.audio.duration - 0.1));
    bar.dataset.from = String(second);
    await this.audio.play().catch(() => this.show());
  }

  end() {
    this.audio.pause();
    if (this.address) URL.revokeObjectURL(this.address);
    this.parts.bar.remove();
  }
}

const kept = new WeakMap();

// The buttons come disabled: before there was somebody to take their press, it would have been lost.
function wake() {
  for (const button of document.querySelectorAll("[data-listen]:disabled, [data-again]:disabled:not(.pressed)")) {
    button.disabled = false;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const mine = kept.get(parentElement) ?? { player: null, startAt: null, clicked: null, comers: new MutationObserver(wake) };
  kept.set(parentElement, mine);
  if (mine.player?.data.address !== data.address) {
    mine.player?.end();
    mine.player = new Player(parentElement, data);
  }
  const { player } = mine;
  if (data.startAt !== null && data.startAt !== mine.startAt) player.playFrom(data.startAt);
  mine.startAt = data.startAt;

  if (mine.clicked) document.removeEventListener("click", mine.clicked);
  mine.clicked = (event) => {
    const listen = event.target.closest?.("[data-listen]");
    if (listen) player.playFrom(Number(listen.dataset.listen));
    const again = event.target.closest?.("[data-again]");
    if (again && !again.disabled) {
      again.disabled = true;
      again.classList.add("pressed");
      setTriggerValue("again", Number(again.dataset.again));
    }
  };
  document.addEventListener("click", mine.clicked);
  mine.comers.observe(document.body, { childList: true, subtree: true });
  wake();
  return () => {
    document.removeEventListener("click", mine.clicked);
    // Between two drawings the element stays; only when it has gone does the sound stop.
    setTimeout(() => {
      if (parentElement.isConnected) return;
      player.end();
      mine.comers.disconnect();
    }, 0);
  };
}
