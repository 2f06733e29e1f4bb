// A menu to mend: its levels as a list, one of them to edit, the rules checked as it changes, a phone to try it on.
import { filled, h, keeping, text } from "../dom.js";
import { kept, keep } from "./keeping.js";
import { Phone } from "./phone.js";
import { blank, example, PHRASES } from "./phrases.js";
import { check, levelAt, levels, LIMITS, MOST_SECONDS, queueSaid, RULES, said, seconds, unfinished } from "./rules.js";

const MOST_UNDONE = 60;
const copy = (value) => JSON.parse(JSON.stringify(value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Designer {
  constructor(parent, data) {
    Object.assign(this, { lang: data.lang, words: data.words, place: data.keep, former: [], at: [] });
    this.design = kept(this.place) ?? example(this.lang);
    this.phone = new Phone({ words: this.words, lang: this.lang, speech: data.speech, design: () => this.design });
    this.draw(parent);
    this.show();
  }

  draw(parent) {
    const { words } = this;
    this.rules = Object.fromEntries(RULES.map((rule) => [rule, this.rule(rule)]));
    this.map = h("ul", { class: "ivr-map" });
    this.editor = h("section", { class: "ivr-editor", "aria-label": words.editor });
    this.told = h("p", { class: "lab-note", role: "status" });
    this.undo = this.button(words.undo, () => this.goBack());
    const tools = h("div", { class: "ivr-tools" }, this.undo,
      this.button(words.again, () => this.replace(example(this.lang), words.wasExample)),
      this.button(words.empty, () => this.replace(blank(this.lang), words.wasEmptied)));
    this.box = h("div", { class: "lab-box ivr" },
      h("ul", { class: "ivr-rules", "aria-label": words.rulesTitle }, Object.values(this.rules).map((rule) => rule.row)),
      this.told,
      h("div", { class: "ivr-desk" },
        h("div", { class: "ivr-side" }, h("nav", { "aria-label": words.map }, h("h3", {}, words.map), this.map), tools, h("p", { class: "lab-note" }, words.keptHere)),
        this.editor, this.phone.element));
    parent.append(this.box);
  }

  rule(name) {
    const places = h("span", { class: "ivr-places" });
    const state = h("span", { class: "visually-hidden" });
    const row = h("li", { "data-rule": name }, h("span", { class: "lab-tick", "aria-hidden": "true" }), h("div", {}, h("b", {}, this.words.rules[name]), state, places));
    return { row, state, places };
  }

  button(label, act, more = {}) {
    return h("button", { type: "button", class: "lab-button", on: { click: act }, ...more }, label);
  }

  // -- changing the design

  // Takes a change that redraws the editor; typing goes through `typed`.
  // The focus stays with the control of the same name, else with the button that adds a choice.
  change(act, told = "") {
    const held = this.editor.contains(document.activeElement) ? document.activeElement : null;
    const name = held?.getAttribute("data-act") ?? held?.getAttribute("aria-label");
    this.former.push(copy(this.design));
    this.former.splice(0, this.former.length - MOST_UNDONE);
    this.typing = null;
    act();
    this.show(told);
    if (!held) return;
    const found = [...this.editor.querySelectorAll("[data-act], [aria-label]")].filter((each) => !each.disabled);
    const again = found.find((each) => (each.getAttribute("data-act") ?? each.getAttribute("aria-label")) === name);
    (again ?? this.editor.querySelector("[data-act=add]"))?.focus({ preventScroll: true });
  }

  // One step to undo for all that is typed into a field while it has the focus.
  typed(field, act) {
    if (this.typing !== field) {
      this.former.push(copy(this.design));
      this.typing = field;
    }
    act();
    const news = this.refresh();
    if (news) text(this.told, news);
  }

  goBack() {
    const former = this.former.pop();
    if (!former) return;
    this.design = former;
    this.typing = null;
    this.show(this.words.undone);
  }

  replace(design, told) {
    this.change(() => { this.design = design; this.at = []; }, told);
  }

  open(path) {
    this.at = path;
    this.typing = null;
    this.show();
    this.editor.querySelector("textarea")?.focus({ preventScroll: true });
    this.editor.scrollIntoView({ block: "nearest" });
  }

  // -- what a place in the menu is called

  name(path) {
    if (path === "queue") return this.words.queue;
    if (!path.length) return this.words.main;
    return levelAt(this.design, path.slice(0, -1)).choices[path.at(-1)].name.trim() || this.words.nameless;
  }

  // -- drawing

  show(told = "") {
    if (this.at !== "queue" && !levelAt(this.design, this.at)) this.at = [];
    if (this.at === "queue") this.editQueue();
    else this.editLevel(this.at);
    text(this.told, [told, this.refresh()].filter(Boolean).join(" "));
  }

  // All that follows from the design, without touching a field that somebody may be typing in. Answers what is new.
  refresh() {
    const found = check(this.design, this.lang);
    const open = unfinished(this.design);
    for (const rule of RULES) this.showRule(rule, found[rule]);
    this.showMap(found, open);
    this.showHeard?.();
    this.undo.disabled = !this.former.length;
    keep(this.place, this.design);
    const broken = RULES.filter((rule) => found[rule].length).length;
    const changed = this.broken !== undefined && broken !== this.broken;
    this.broken = broken;
    this.phone.changed();
    if (!changed) return "";
    return broken ? filled(this.words.broken, { n: broken }) : open.length ? this.words.almost : this.words.allKept;
  }

  showRule(rule, places) {
    const { row, state, places: list } = this.rules[rule];
    const mark = JSON.stringify([places, places.map(({ path }) => this.name(path))]);
    if (row.dataset.mark === mark) return;
    row.dataset.mark = mark;
    row.className = places.length ? "broken" : "kept";
    text(state, ` ${places.length ? this.words.isBroken : this.words.isKept}`);
    list.replaceChildren(...places.map(({ path, value }) => this.button(this.why(rule, path, value), () => this.open(path), { class: "ivr-place" })));
  }

  why(rule, path, value) {
    const values = { name: this.name(path), n: value };
    if (rule === "queue") return value.map((each) => this.words.untold[each]).join(this.words.comma);
    return filled(this.words.why[rule], values);
  }

  showMap(found, open) {
    const wrong = new Set(RULES.flatMap((rule) => found[rule].map(({ path }) => String(path))));
    const loose = new Set(open.map(({ path }) => String(path)));
    const places = [...levels(this.design.level).map(({ path }) => path), "queue"];
    const rows = places.map((path) => ({
      path, name: this.name(path), depth: path === "queue" ? 0 : path.length, keys: path === "queue" || !path.length ? "" : path.map((place) => place + 1).join(" "),
      state: wrong.has(String(path)) ? "broken" : loose.has(String(path)) ? "loose" : "kept", here: same(path, this.at),
    }));
    const mark = JSON.stringify(rows);
    if (this.mapMark === mark) return;
    this.mapMark = mark;
    const states = { broken: this.words.isBroken, loose: this.words.isLoose, kept: this.words.isKept };
    this.map.replaceChildren(...rows.map((row) => h("li", { style: `--depth:${row.depth}` },
      h("button", { type: "button", class: row.state, "aria-current": row.here ? "true" : null, on: { click: () => this.open(row.path) } },
        row.keys ? h("kbd", {}, row.keys) : null, h("span", {}, row.name), h("i", { class: "ivr-dot", "aria-hidden": "true" }), h("span", { class: "visually-hidden" }, states[row.state])))));
  }

  heard(words) {
    const length = h("p", { class: "ivr-length" });
    const bar = h("i");
    const meter = h("div", { class: "ivr-meter", "aria-hidden": "true" }, bar);
    const speech = h("p", { class: "ivr-speech", lang: this.lang === "zh" ? "zh-Hans" : this.lang });
    this.showHeard = () => {
      const spoken = words();
      const lasts = seconds(spoken, this.lang);
      const over = lasts > MOST_SECONDS;
      text(speech, spoken);
      text(length, filled(over ? this.words.tooLong : this.words.lasts, { n: Math.ceil(lasts) }));
      meter.className = `ivr-meter ${over ? "over" : ""}`;
      bar.style.width = `${Math.min(100, (100 * lasts) / (2 * MOST_SECONDS))}%`;
    };
    const play = this.button(this.words.play, () => this.phone.hear(words()), { class: "lab-button" });
    return h("div", { class: "ivr-heard" }, h("h4", {}, this.words.heard), speech, h("div", { class: "ivr-lasts" }, meter, length, play));
  }

  field(label, value, most, set, { lines = 1 } = {}) {
    const field = lines > 1 ? h("textarea", { rows: lines, maxlength: most }) : h("input", { type: "text", maxlength: most });
    field.value = value;
    field.addEventListener("input", () => this.typed(field, () => set(field.value)));
    return { field, row: h("label", { class: "ivr-field" }, h("span", {}, label), field) };
  }

  editLevel(path) {
    const level = levelAt(this.design, path);
    const { words } = this;
    const trail = path.map((_, count) => path.slice(0, count));
    const intro = this.field(words.intro, level.say, LIMITS.say, (value) => { level.say = value; }, { lines: 3 });
    const zero = h("input", { type: "checkbox", checked: level.zero, "data-act": "zero", on: { change: () => this.change(() => { level.zero = zero.checked; }) } });
    const full = level.choices.length >= LIMITS.choices;
    this.editor.replaceChildren(
      ...(trail.length ? [h("p", { class: "ivr-trail" }, trail.flatMap((above) => [this.button(this.name(above), () => this.open(above), { class: "ivr-place" }), " › "]))] : []),
      h("h3", {}, this.name(path), h("span", { class: "lab-note" }, ` ${filled(words.level, { n: path.length + 1 })}`)),
      intro.row,
      h("ol", { class: "ivr-choices", "aria-label": words.choices }, level.choices.map((choice, place) => this.choice(level, path, choice, place))),
      this.button(full ? words.fullLevel : words.add, () => this.add(level), { disabled: full, "data-act": "add" }),
      h("label", { class: "lab-check" }, zero, words.zero),
      this.heard(() => said(level, this.lang)));
  }

  choice(level, path, choice, place) {
    const { words } = this;
    const name = this.field(filled(words.choiceName, { n: place + 1 }), choice.name, LIMITS.name, (value) => { choice.name = value; });
    const then = h("select", { "aria-label": filled(words.choiceThen, { n: place + 1 }), on: { change: () => this.change(() => this.turn(choice, then.value)) } },
      ["queue", "menu", "info"].map((kind) => h("option", { value: kind, selected: kind === choice.then, disabled: kind === "menu" && path.length + 1 >= LIMITS.depth }, words.then[kind])));
    const move = (by) => () => this.change(() => {
      [level.choices[place], level.choices[place + by]] = [level.choices[place + by], level.choices[place]];
    });
    const tools = h("span", { class: "ivr-row-tools" },
      this.button("↑", move(-1), { disabled: place === 0, "aria-label": filled(words.up, { n: place + 1 }) }),
      this.button("↓", move(1), { disabled: place === level.choices.length - 1, "aria-label": filled(words.down, { n: place + 1 }) }),
      this.button("×", () => this.change(() => level.choices.splice(place, 1), words.removed), { "aria-label": filled(words.remove, { n: place + 1 }) }));
    const more = choice.then === "info" ? this.field(words.info, choice.info ?? "", LIMITS.info, (value) => { choice.info = value; }, { lines: 2 }).row
      : choice.then === "menu" ? this.button(words.openMenu, () => this.open([...path, place]), { class: "ivr-place" }) : null;
    return h("li", {}, h("kbd", { "aria-hidden": "true" }, String(place + 1)), h("div", { class: "ivr-choice" }, name.row, then, tools, more ? h("div", { class: "ivr-more" }, more) : null));
  }

  add(level) {
    this.change(() => level.choices.push({ name: "", then: "queue" }));
    this.editor.querySelector(".ivr-choices > li:last-child input")?.focus();
  }

  turn(choice, then) {
    choice.then = then;
    if (then === "menu") choice.level ??= { say: "", zero: true, choices: [] };
  }

  editQueue() {
    const { words } = this;
    const phrases = PHRASES[this.lang];
    const queue = this.field(words.queueSays, this.design.queue, LIMITS.queue, (value) => { this.design.queue = value; }, { lines: 3 });
    const put = (told) => () => this.change(() => { this.design.queue = `${this.design.queue.trim()}${told}`.trim().slice(0, LIMITS.queue); });
    this.editor.replaceChildren(
      h("h3", {}, words.queue), h("p", { class: "lab-note" }, filled(words.queueHelp, { place: phrases.place, wait: phrases.wait })), queue.row,
      h("div", { class: "ivr-tools" }, this.button(words.putPlace, put(phrases.tells.place)), this.button(words.putWait, put(phrases.tells.wait))),
      this.heard(() => queueSaid(this.design, this.lang)));
  }

  end() {
    this.phone.end();
    this.box.remove();
  }
}

export const mount = keeping(Designer);
