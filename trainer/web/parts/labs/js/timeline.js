// The four moments of a call on a time line, to drag; the three times follow.
import { filled, h, keeping, text } from "./dom.js";
import { HOLD, LONGEST, START, STEP, TASKS, moved, timesOf, withHold } from "./times.js";

const share = (seconds) => `${(100 * seconds) / LONGEST}%`;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

class Timeline {
  constructor(parent, { words }) {
    this.words = words;
    this.moments = [...START];
    this.hold = false;
    this.met = TASKS.map(() => false);
    this.draw(parent);
    this.show();
  }

  draw(parent) {
    const { words } = this;
    this.parts = Object.fromEntries(["wait", "talk", "hold", "after"].map((name) => [name, h("i", { class: `tl-part ${name}` })]));
    this.handles = this.moments.map((_, which) =>
      h("span", {
        class: `tl-handle ${which % 2 ? "below" : "above"}`, "data-moment": which,
        on: { pointerdown: (event) => this.grasp(event, which) },
      }, h("b", {}, `t${which}`)));
    this.track = h("div", { class: "tl-track", "aria-hidden": "true" }, Object.values(this.parts), this.handles);
    const ticks = h("div", { class: "tl-ticks", "aria-hidden": "true" },
      Array.from({ length: LONGEST / 60 + 1 }, (_, minute) => h("span", { style: `left:${share(minute * 60)}` }, clock(minute * 60))));
    this.bars = { answer: this.bar("answer"), trunk: this.bar("trunk"), handling: this.bar("handling") };
    this.sliders = this.moments.map((_, which) => this.slider(which));
    this.holding = h("input", { type: "checkbox", on: { change: () => this.holdOn(this.holding.checked) } });
    this.told = h("p", { class: "lab-note", role: "status" });
    this.tasks = TASKS.map((_, number) => h("li", {}, h("span", { class: "lab-tick", "aria-hidden": "true" }), h("div", {}, h("p", {}, words.tasks[number].ask), h("p", { class: "lab-told" }))));
    this.box = h("div", { class: "lab-box timeline" },
      h("div", { class: "tl-line" }, this.track, ticks),
      h("ul", { class: "tl-legend", "aria-hidden": "true" }, ["wait", "talk", "hold", "after"].map((name) => h("li", {}, h("i", { class: name }), words.parts[name]))),
      h("div", { class: "tl-bars" }, Object.values(this.bars).map((bar) => bar.row)),
      h("div", { class: "tl-more" }, h("label", { class: "lab-check" }, this.holding, words.hold), this.told),
      h("fieldset", { class: "tl-sliders" }, h("legend", {}, words.sliders), this.sliders.map((slider) => slider.row)),
      h("h3", {}, words.tasksTitle),
      h("ol", { class: "lab-tasks" }, this.tasks));
    parent.append(this.box);
  }

  bar(name) {
    const { title, payer } = this.words.times[name];
    const sum = h("span", { class: "tl-sum" });
    const value = h("b", { class: "tl-value", "data-time": name });
    const fill = h("i", { class: name });
    const row = h("div", { class: "tl-bar" },
      h("p", {}, h("b", {}, title), h("span", { class: "tl-payer" }, payer), sum, value), h("div", { class: "tl-lane", "aria-hidden": "true" }, fill));
    return { row, sum, value, fill };
  }

  slider(which) {
    const input = h("input", { type: "range", min: 0, max: LONGEST, step: STEP, id: `tl-moment-${which}`, on: {
      input: () => this.move(which, Number(input.value)),
      focus: () => this.handles[which].classList.add("held"),
      blur: () => this.handles[which].classList.remove("held"),
    } });
    const value = h("span", { class: "tl-second", "aria-hidden": "true" }); // the slider tells it itself
    const row = h("div", { class: "tl-slider" }, h("label", { for: input.id }, h("b", {}, `t${which}`), ` ${this.words.moments[which]}`), input, value);
    return { row, input, value };
  }

  // Whoever has grasped a moment can go on with the arrow keys: its slider has the focus.
  grasp(event, which) {
    if (event.button) return;
    event.preventDefault();
    const handle = this.handles[which];
    handle.setPointerCapture(event.pointerId);
    this.sliders[which].input.focus({ preventScroll: true });
    const drag = (at) => {
      const box = this.track.getBoundingClientRect();
      this.move(which, ((at.clientX - box.left) / box.width) * LONGEST);
    };
    const drop = () => {
      handle.removeEventListener("pointermove", drag);
      handle.removeEventListener("pointerup", drop);
      handle.removeEventListener("pointercancel", drop);
    };
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
  }

  move(which, to) {
    this.moments = moved(this.moments, which, to, this.hold);
    this.show();
  }

  holdOn(wanted) {
    const before = timesOf(this.moments);
    const next = withHold(this.moments, wanted);
    if (!next) {
      this.holding.checked = this.hold;
      text(this.told, this.words.noRoom);
      return;
    }
    this.hold = wanted;
    this.moments = next;
    this.show();
    const after = timesOf(next);
    text(this.told, filled(wanted ? this.words.heldOn : this.words.heldOff, {
      handling: Math.abs(after.handling - before.handling), trunk: Math.abs(after.trunk - before.trunk),
    }));
  }

  show() {
    const [ring, answer, hangUp, done] = this.moments;
    const times = timesOf(this.moments);
    const hold = this.hold ? HOLD : 0;
    const began = answer + Math.round((hangUp - answer - hold) / 2);
    this.place(this.parts.wait, ring, answer);
    this.place(this.parts.talk, answer, hangUp);
    this.place(this.parts.hold, began, began + hold);
    this.place(this.parts.after, hangUp, done);
    this.handles.forEach((handle, which) => { handle.style.left = share(this.moments[which]); });
    this.sliders.forEach(({ input, value }, which) => {
      const told = filled(this.words.seconds, { n: this.moments[which] });
      input.value = String(this.moments[which]);
      input.setAttribute("aria-valuetext", told);
      text(value, told);
    });
    this.sum("answer", ring, answer, "t1 − t0");
    this.sum("trunk", ring, hangUp, "t2 − t0");
    this.sum("handling", answer, done, "t3 − t1");
    this.check(times);
  }

  place(element, from, to) {
    element.style.left = share(from);
    element.style.width = share(to - from);
  }

  sum(name, from, to, formula) {
    const { sum, value, fill } = this.bars[name];
    text(sum, `${formula} = ${to} − ${from}`);
    text(value, filled(this.words.seconds, { n: to - from }));
    this.place(fill, from, to);
  }

  check(times) {
    TASKS.forEach((met, number) => {
      if (this.met[number] || !met(times)) return;
      this.met[number] = true;
      const row = this.tasks[number];
      row.classList.add("met");
      text(row.querySelector(".lab-told"), filled(this.words.met, { told: this.words.tasks[number].told }));
      text(this.told, filled(this.words.metTask, { n: number + 1 }));
    });
  }

  end() { this.box.remove(); }
}

export const mount = keeping(Timeline);
