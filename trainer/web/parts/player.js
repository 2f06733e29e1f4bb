// Plays a call's recording from the second that a button on the page names (data-listen), and reports which turn
// somebody wants to try again from (data-again). Each button names its call (data-call).

const PATIENCE = 10_000; // milliseconds

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
    if (!this.address) {
      told.textContent = this.data.words.loading;
      this.audio.load(); // while the click still counts: when the recording has come, Safari would not play it any more
    }
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

// A call's player, and the buttons anywhere on the page that are this call's.
class Place {
  constructor(parent) {
    this.parent = parent;
    this.player = null;
    this.startAt = null;
    this.asked = null; // the timer of a wish to try again that is on its way
    this.gone = new AbortController();
    this.comers = new MutationObserver(() => this.wake());
    this.comers.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("click", (event) => this.clicked(event), { signal: this.gone.signal });
  }

  draw(data, setTriggerValue) {
    this.call = data.call;
    this.tryAgain = (turn) => setTriggerValue("again", turn);
    if (this.player?.data.address !== data.address) {
      this.player?.end();
      this.player = new Player(this.parent, data);
    }
    if (data.startAt !== null && data.startAt !== this.startAt) this.player.playFrom(data.startAt);
    this.startAt = data.startAt;
    this.wake();
  }

  // Of the page that was here before, or comes next, somebody else takes care.
  buttons(kind) {
    return document.querySelectorAll(`[${kind}][data-call="${CSS.escape(this.call)}"]`);
  }

  // They come disabled: before there was somebody to take their press, it would have been lost.
  wake() {
    for (const button of this.buttons("data-listen")) button.disabled = false;
    for (const button of this.buttons("data-again")) button.disabled = this.asked !== null;
  }

  clicked(event) {
    const button = event.target.closest?.("[data-listen], [data-again]");
    if (button?.dataset.call !== this.call || button.disabled) return;
    if (button.dataset.listen) this.player.playFrom(Number(button.dataset.listen));
    else this.again(Number(button.dataset.again));
  }

  // One wish at a time; where nothing comes of it, as without a connection, it can be had again.
  again(turn) {
    this.asked = setTimeout(() => { this.asked = null; this.wake(); }, PATIENCE);
    this.wake();
    this.tryAgain(turn);
  }

  end() {
    this.player.end();
    this.gone.abort();
    this.comers.disconnect();
    clearTimeout(this.asked);
  }
}

const places = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const place = places.get(parentElement) ?? new Place(parentElement);
  places.set(parentElement, place);
  place.draw(data, setTriggerValue);
  return () => {
    // Between two drawings the element stays, and this may come late; only when it has gone is all over.
    setTimeout(() => {
      if (parentElement.isConnected || places.get(parentElement) !== place) return;
      places.delete(parentElement);
      place.end();
    }, 0);
  };
}
