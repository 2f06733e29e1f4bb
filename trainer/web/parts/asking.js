// A question as a form: choosing, ordering, pairing, filling in, writing. Answers go to Python by the places things are
// shown at; what is right never reaches the browser before the answer has been stored.
// What was begun is kept in this tab, so that a refresh or a lost connection takes nothing away.

const PATIENCE = 10_000;
const DRAFT = "trainer_answer_begun";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function draft(id) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
    return kept?.id === id ? kept.answer : null;
  } catch {
    return null;
  }
}

function keep(id, answer) {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify({ id, answer }));
  } catch {
    // Storage is refused here: nothing but the draft depends on it.
  }
}

// Whether a narrow screen's list box cuts a text off; a Chinese character is as wide as two letters.
function wide(text) {
  return [...text].reduce((columns, char) => columns + (char > "\u2e7f" ? 2 : 1), 0) > 30;
}

// What a group of fields is about is said with it.
const ABOUT = { "aria-labelledby": "ask-text", "aria-describedby": "ask-hint" };

// Each kind of question: the nodes to fill in, and what they hold (null while that is no answer yet).

function choices(data, changed, kept) {
  const many = data.type === "multiple";
  const inputs = data.options.map((text, place) => element("input", {
    type: many ? "checkbox" : "radio", name: "choice", value: place, id: `ask-${place}`,
    checked: (kept?.chosen ?? []).includes(place),
  }));
  const cards = inputs.map((input, place) => element(
    "label", { class: "ask-card", for: input.id }, input, element("span", {}, data.options[place]),
  ));
  for (const input of inputs) input.addEventListener("change", changed);
  return {
    nodes: [element("div", { class: "ask-cards", role: many ? "group" : "radiogroup", ...ABOUT }, ...cards)],
    given: () => {
      const chosen = inputs.flatMap((input, place) => (input.checked ? [place] : []));
      return chosen.length ? { chosen } : null;
    },
  };
}

function truth(data, changed, kept) {
  const before = typeof kept?.truth === "boolean" ? [kept.truth ? 0 : 1] : [];
  const made = choices({ ...data, type: "single" }, changed, { chosen: before });
  return {
    nodes: [Object.assign(made.nodes[0], { className: "ask-cards ask-pair" })],
    given: () => {
      const answer = made.given();
      return answer && { truth: answer.chosen[0] === 0 };
    },
  };
}

function field(data, changed, kept) {
  const input = element("input", {
    type: "text", id: "ask-field", class: "ask-field", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    maxlength: "400", inputmode: data.type === "numeric" ? "text" : null, "aria-describedby": "ask-hint",
    "aria-label": data.unit ? `${data.words.answer} (${data.unit})` : data.words.answer,
  });
  input.value = kept?.text ?? "";
  input.addEventListener("input", changed);
  const unit = data.unit ? [element("span", { class: "ask-unit", "aria-hidden": "true" }, data.unit)] : [];
  return {
    nodes: [element("div", { class: "ask-line" }, input, ...unit)],
    first: input,
    given: () => (input.value.trim() ? { text: input.value } : null),
  };
}

function open(data, changed, kept) {
  const area = element("textarea", {
    id: "ask-field", class: "ask-field", rows: "5", maxlength: "4000", "aria-label": data.words.answer,
    "aria-describedby": "ask-hint",
  });
  area.value = kept?.text ?? "";
  area.addEventListener("input", changed);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
  });
  return { nodes: [area], first: area, given: () => (area.value.trim() ? { text: area.value } : null) };
}

function cloze(data, changed, kept) {
  const inputs = data.texts.slice(1).map((_text, place) => element("input", {
    type: "text", class: "ask-gap", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "200",
    "aria-label": data.words.gap.replace("{n}", place + 1).replace("{count}", data.texts.length - 1),
  }));
  inputs.forEach((input, place) => {
    input.value = kept?.gaps?.[place] ?? "";
    input.addEventListener("input", changed);
  });
  const parts = data.texts.flatMap((text, place) => (place ? [inputs[place - 1], text] : [text]));
  return {
    nodes: [element("p", { class: "ask-cloze" }, ...parts)],
    first: inputs[0],
    begun: () => ({ gaps: inputs.map((input) => input.value) }),
    given: () => {
      const gaps = inputs.map((input) => input.value);
      return gaps.every((gap) => gap.trim()) ? { gaps } : null;
    },
  };
}

function match(data, changed, kept) {
  const selects = data.options.map((text, line) => {
    const select = element(
      "select", { class: "ask-select", id: `ask-${line}` },
      element("option", { value: "" }, data.words.choose),
      ...data.rights.map((right, place) => element("option", { value: place }, right)),
    );
    select.value = kept?.chosen?.[line] ?? "";
    return select;
  });
  const lines = selects.map((select, line) => {
    const whole = element("p", { class: "ask-whole", "aria-hidden": "true" });
    const show = () => {
      const right = select.value === "" ? "" : data.rights[Number(select.value)];
      whole.textContent = wide(right) ? right : "";
    };
    show();
    select.addEventListener("change", () => { show(); changed(); });
    return element(
      "div", { class: "ask-match" }, element("label", { for: select.id }, data.options[line]),
      element("div", {}, select, whole),
    );
  });
  return {
    nodes: [element("div", { class: "ask-matches", role: "group", ...ABOUT }, ...lines)],
    begun: () => ({ chosen: selects.map((select) => (select.value === "" ? null : Number(select.value))) }),
    given: () => {
      const chosen = selects.map((select) => select.value);
      return chosen.every((value) => value !== "") ? { chosen: chosen.map(Number) } : null;
    },
  };
}

function order(data, changed, kept) {
  const before = kept?.chosen ?? [];
  const fits = before.length === data.options.length && new Set(before).size === before.length
    && before.every((place) => place in data.options);
  let touched = fits;
  const list = element("ol", { class: "ask-order", ...ABOUT });
  const told = element("p", { class: "visually-hidden", role: "status" });
  const places = () => [...list.children].map((item) => Number(item.dataset.place));

  function settled(item, focus) {
    touched = true;
    const at = [...list.children].indexOf(item);
    [...list.children].forEach((each, place) => {
      each.querySelector("[data-way='-1']").disabled = place === 0;
      each.querySelector("[data-way='1']").disabled = place === list.children.length - 1;
    });
    if (focus) {
      const other = item.querySelector(`[data-way='${-focus.dataset.way}']`);
      (focus.disabled ? other : focus).focus();
    }
    told.textContent = data.words.moved.replace("{text}", data.options[item.dataset.place])
      .replace("{n}", at + 1).replace("{count}", list.children.length);
    changed();
  }

  function move(item, button) {
    const beside = button.dataset.way === "-1" ? item.previousElementSibling : item.nextElementSibling;
    if (!beside) return;
    if (button.dataset.way === "-1") item.after(beside); else item.before(beside);
    settled(item, button);
  }

  function drag(item, event) {
    if (event.button !== 0 || event.target.closest("button")) return;
    if (event.pointerType !== "mouse" && !event.target.closest(".ask-grip")) return;
    event.preventDefault();
    item.setPointerCapture(event.pointerId);
    item.classList.add("ask-dragged");
    let moved = false;
    // The others move past the dragged one: taken out of the page itself, it would lose the pointer.
    const follow = (at) => {
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      while (item.nextElementSibling && at.clientY > middle(item.nextElementSibling)) {
        item.before(item.nextElementSibling);
        moved = true;
      }
      while (item.previousElementSibling && at.clientY < middle(item.previousElementSibling)) {
        item.after(item.previousElementSibling);
        moved = true;
      }
    };
    const drop = () => {
      item.removeEventListener("pointermove", follow);
      item.classList.remove("ask-dragged");
      if (moved) settled(item, null);
    };
    item.addEventListener("pointermove", follow);
    item.addEventListener("lostpointercapture", drop, { once: true });
  }

  for (const place of fits ? before : data.options.keys()) {
    const text = data.options[place];
    const buttons = [["-1", data.words.up, "↑"], ["1", data.words.down, "↓"]].map(([way, label, sign]) => element(
      "button", { type: "button", "data-way": way, "aria-label": label.replace("{text}", text) }, sign,
    ));
    const item = element(
      "li", { "data-place": place }, element("span", { class: "ask-grip", "aria-hidden": "true" }, "⠿"),
      element("span", { class: "ask-what" }, text), ...buttons,
    );
    for (const button of buttons) button.addEventListener("click", () => move(item, button));
    item.addEventListener("pointerdown", (event) => drag(item, event));
    list.append(item);
  }
  list.firstElementChild.querySelector("[data-way='-1']").disabled = true;
  list.lastElementChild.querySelector("[data-way='1']").disabled = true;
  return { nodes: [list, told], given: () => (touched ? { chosen: places() } : null) };
}

const KINDS = {
  single: choices, multiple: choices, truefalse: truth, numeric: field, text: field, open, cloze, match, order,
};

function heard(data, ask) {
  if (!data.heard) return [];
  const button = element("button", { type: "button", class: "hear", "data-hear": data.heard, disabled: true }, data.words.listen);
  const rest = data.read
    ? [element("p", { class: "ask-read" }, data.read)]
    : [element("button", { type: "button", class: "ask-unheard" }, data.words.read)];
  rest[0].addEventListener?.("click", () => { if (!data.read) ask(); });
  return [element("div", { class: "ask-heard" }, button, ...rest)];
}

function draw(parent, data, setTriggerValue) {
  const check = element("button", { type: "submit", class: "ask-check" }, data.words.check);
  const hint = element("p", { id: "ask-hint", class: "ask-hint" }, data.words.hint);
  const alarm = element("p", { class: "ask-alarm", role: "alert" }, data.told ?? "");
  let waiting = null;
  let kind = null;

  function changed() {
    const answer = kind.given();
    check.disabled = !answer || waiting !== null;
    keep(data.id, kind.begun?.() ?? answer ?? {});
  }

  kind = KINDS[data.type](data, changed, draft(data.id));
  const title = element("h2", { class: "ask-text", id: "ask-text", tabindex: "-1" }, data.ask);
  const form = element(
    "form", { class: "ask", lang: data.lang, "aria-labelledby": "ask-text", novalidate: true, autocomplete: "off" },
    ...(data.type === "cloze" ? [Object.assign(title, { className: "visually-hidden" })] : [title]),
    ...heard(data, () => setTriggerValue("read", { question: data.question })),
    ...kind.nodes, alarm, element("div", { class: "ask-foot" }, check, hint),
  );
  form.dataset.drawn = JSON.stringify(data);
  form.dataset.id = data.id;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = kind.given();
    if (!answer || waiting !== null) return;
    alarm.textContent = "";
    check.disabled = true;
    check.textContent = data.words.saving;
    waiting = setTimeout(() => {
      waiting = null;
      alarm.textContent = data.words.unreachable;
      check.textContent = data.words.check;
      check.disabled = false;
    }, PATIENCE);
    setTriggerValue("answer", { question: data.question, ...answer });
  });
  check.disabled = !kind.given();
  parent.append(form);
  return { form, first: kind.first, title, stop: () => clearTimeout(waiting) };
}

const drawn = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const before = drawn.get(parentElement);
  if (before?.form.isConnected && before.form.dataset.drawn === JSON.stringify(data)) return;
  const again = before?.form.dataset.id === data.id;
  before?.stop();
  before?.form.remove();
  const made = draw(parentElement, data, setTriggerValue);
  drawn.set(parentElement, made);
  if (!data.focus) return;
  if (!again) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  const fine = matchMedia("(pointer: fine)").matches;
  (fine && made.first ? made.first : made.title).focus({ preventScroll: true });
}
