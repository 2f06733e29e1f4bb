// The menu as a caller meets it: heard, and walked through with the keys.
import { filled, h, text } from "../dom.js";
import { PHRASES } from "./phrases.js";
import { levelAt, pieces, queueSaid, said, seconds } from "./rules.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const LONGEST_SILENCE = 3; // seconds

export class Phone {
  constructor({ words, lang, speech, design }) {
    Object.assign(this, { words, lang, speech, design, at: null, listened: 0, turn: 0 });
    this.audio = new Audio(); // one for all it says: Safari lets sound only those elements that began by a click
    this.draw();
  }

  draw() {
    const { words } = this;
    this.line = h("p", { class: "ivr-line", "aria-live": "polite", lang: this.lang === "zh" ? "zh-Hans" : this.lang });
    this.told = h("p", { class: "lab-note", role: "status" });
    this.failed = h("p", { class: "lab-note warn" });
    this.keys = KEYS.map((key) => h("button", { type: "button", class: "ivr-key", "aria-label": words.keys[key] ?? key, on: { click: () => this.press(key) } }, key));
    this.call = h("button", { type: "button", class: "lab-button primary", on: { click: () => (this.at ? this.hangUp() : this.ring()) } });
    this.sound = h("input", { type: "checkbox", checked: true, on: { change: () => { if (!this.sound.checked) this.stop(); } } });
    this.element = h("section", { class: "ivr-phone", "aria-label": words.phone, on: { keydown: (event) => this.typed(event) } },
      h("h3", {}, words.phone), h("p", { class: "lab-note" }, words.phoneHelp), this.line, this.told, this.failed,
      h("div", { class: "ivr-keys" }, this.keys), this.call, h("label", { class: "lab-check" }, this.sound, words.sound));
    this.show();
  }

  show() {
    text(this.call, this.at ? this.words.hangUp : this.words.ring);
    for (const key of this.keys) key.disabled = !this.at;
    if (!this.at) text(this.told, this.listened ? filled(this.words.listened, { n: Math.round(this.listened) }) : "");
  }

  // The menu was edited: whoever stands in a level that is gone is put back to the top.
  changed() {
    if (this.at?.path && !levelAt(this.design(), this.at.path)) this.enter([]);
  }

  ring() {
    this.stop();
    this.listened = 0;
    this.enter([]);
  }

  hangUp() {
    this.stop();
    this.at = null;
    text(this.line, "");
    this.show();
  }

  enter(path) {
    this.at = { path };
    this.say(said(levelAt(this.design(), path), this.lang) || "…");
  }

  queue() {
    this.at = { queue: true };
    const phrases = PHRASES[this.lang];
    this.say(queueSaid(this.design(), this.lang) || "…", () => {
      this.at = { person: true };
      this.say(phrases.person, () => this.arrived());
    });
  }

  // A person answers: the menu's part is over.
  arrived() {
    text(this.told, filled(this.words.reached, { n: Math.round(this.listened) }));
  }

  press(key) {
    if (!this.at?.path) return;
    const { path } = this.at;
    const level = levelAt(this.design(), path);
    if (key === "*") return this.enter(path);
    if (key === "#" && path.length) return this.enter(path.slice(0, -1));
    if (key === "0" && level.zero) return this.queue();
    const choice = level.choices[Number(key) - 1];
    if (!choice || key === "0") return this.wrong(path);
    if (choice.then === "menu") return this.enter([...path, Number(key) - 1]);
    if (choice.then === "queue") return this.queue();
    this.say(choice.info?.trim() || "…", () => text(this.told, filled(this.words.informed, { n: Math.round(this.listened) })));
  }

  wrong(path) {
    const level = levelAt(this.design(), path);
    this.say(PHRASES[this.lang].wrong + (this.lang === "zh" ? "" : " ") + said(level, this.lang));
  }

  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === this.sound || !KEYS.includes(event.key)) return;
    event.preventDefault();
    this.press(event.key);
  }

  // A level's words, heard without walking.
  hear(words) {
    if (this.at) this.hangUp();
    this.say(words);
  }

  // Says it piece by piece; a key, or something else to say, breaks it off. `then` follows in any case but that.
  async say(words, then = () => {}) {
    this.stop();
    const turn = this.turn;
    text(this.line, words);
    text(this.told, "");
    this.show();
    for (const piece of pieces(words)) {
      if (this.sound.checked && !(await this.aloud(piece))) text(this.failed, turn === this.turn ? this.words.mute : "");
      if (!this.sound.checked || this.failed.textContent) await this.silently(piece);
      if (turn !== this.turn) return;
    }
    then();
  }

  // Whether it was heard, to its end or until it was broken off.
  aloud(piece) {
    const { audio } = this;
    text(this.failed, "");
    return new Promise((done) => {
      const over = new AbortController();
      this.breakOff = (heard) => {
        this.breakOff = null;
        over.abort();
        audio.pause();
        this.listened += this.at ? audio.currentTime || 0 : 0;
        done(heard);
      };
      const ends = (heard) => { if (!over.signal.aborted) this.breakOff(heard); };
      audio.addEventListener("ended", () => ends(true), { signal: over.signal });
      audio.addEventListener("error", () => ends(false), { signal: over.signal });
      audio.src = `${this.speech}?${new URLSearchParams({ text: piece, lang: this.lang })}`;
      audio.play().catch(() => ends(false));
    });
  }

  // Without sound there is time to read, and the clock counts what it would have taken to say.
  silently(piece) {
    const lasts = seconds(piece, this.lang);
    this.listened += this.at ? lasts : 0;
    return new Promise((done) => { setTimeout(done, Math.min(lasts, LONGEST_SILENCE) * 1000); });
  }

  stop() {
    this.turn += 1;
    this.breakOff?.(true);
  }

  end() { this.stop(); }
}
