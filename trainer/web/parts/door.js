// A form that posts to the API and loads the page anew once the server lets its sender in.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function row(field, messages, id) {
  const input = element("input", {
    id, name: field.name, type: field.secret ? "password" : "text", autocomplete: field.autocomplete,
    autocapitalize: "none", spellcheck: "false", maxlength: "200", placeholder: field.placeholder,
    "aria-describedby": `${id}-note`,
  });
  const label = element("label", { for: id }, field.label);
  if (field.optional) label.append(" ", element("small", {}, messages.optional));
  const box = element("div", { class: "door-box" }, input);
  if (field.secret) box.append(reveal(input, messages));
  const note = element("p", { id: `${id}-note`, class: "door-note" }, field.hint ?? "");
  return { field, input, note, whole: element("div", { class: "door-row" }, label, note, box) };
}

function reveal(input, messages) {
  const button = element("button", { type: "button", class: "door-reveal", "aria-pressed": "false" }, messages.show);
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? messages.show : messages.hide;
    button.setAttribute("aria-pressed", String(!shown));
  });
  return button;
}

// What is wrong with a value before it is sent, "" for nothing.
function fault({ field, input }, messages) {
  const value = field.secret ? input.value : input.value.trim();
  if (!value && !field.optional) return messages.missing;
  if (value && [...value].length < field.least) return messages.short.replace("{n}", field.least);
  return "";
}

function check(rows, messages) {
  const wrong = rows.filter((one) => {
    const said = one.whole.hidden ? "" : fault(one, messages);
    one.note.textContent = said || one.field.hint;
    one.note.classList.toggle("door-wrong", Boolean(said));
    one.input.setAttribute("aria-invalid", String(Boolean(said)));
    return said;
  });
  wrong[0]?.input.focus();
  return wrong.length === 0;
}

function explain(problem, seconds, messages) {
  const code = problem.code ?? "other";
  if (code === "throttled" && seconds > 90) return messages.throttled_long.replace("{minutes}", Math.ceil(seconds / 60));
  if (code === "throttled") return messages.throttled.replace("{n}", seconds || 30);
  if (code in messages) return messages[code];
  return messages.other.replace("{detail}", code === "other" ? problem.detail : code);
}

async function asJson(response) {
  try {
    return await response.json();
  } catch {
    return { code: "other", detail: `${response.status}` };
  }
}

async function post(data, rows) {
  const body = {};
  for (const { field, input, whole } of rows) {
    const value = field.secret ? input.value : input.value.trim();
    if (value && !whole.hidden) body[field.name] = value;
  }
  const session = await asJson(await fetch("/api/session", { credentials: "same-origin" }));
  return fetch(data.post, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-Trainer-CSRF": session.csrf ?? "" },
    body: JSON.stringify(body),
  });
}

function wire(form, rows, alarm, button, data) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    alarm.textContent = "";
    if (!check(rows, data.messages) || button.disabled) return;
    button.disabled = true;
    button.textContent = data.messages.busy;
    try {
      const response = await post(data, rows);
      if (response.ok) {
        location.reload();
        return;
      }
      alarm.textContent = explain(await asJson(response), Number(response.headers.get("Retry-After")), data.messages);
    } catch {
      alarm.textContent = data.messages.unreachable;
    }
    button.disabled = false;
    button.textContent = data.submit;
  });
}

async function showConditional(rows) {
  const conditional = rows.filter((one) => one.field.when);
  if (conditional.length === 0) return;
  for (const one of conditional) one.whole.hidden = true;
  const session = await asJson(await fetch("/api/session", { credentials: "same-origin" }));
  for (const one of conditional) one.whole.hidden = !session[one.field.when];
}

export default function ({ data, parentElement }) {
  const drawn = JSON.stringify(data);
  const old = parentElement.querySelector("form.door");
  if (old?.dataset.drawn === drawn) return;
  const kept = Object.fromEntries([...(old?.querySelectorAll("input") ?? [])].map((input) => [input.name, input.value]));
  old?.remove();

  const rows = data.fields.map((field) => row(field, data.messages, `door-${field.name}`));
  for (const { input } of rows) input.value = kept[input.name] ?? "";
  const alarm = element("p", { class: "door-alarm", role: "alert" });
  const button = element("button", { type: "submit", class: "door-submit" }, data.submit);
  const form = element(
    "form", { class: "door", novalidate: "", method: "post", action: data.post },
    ...rows.map((one) => one.whole), alarm, button,
  );
  form.dataset.drawn = drawn;
  wire(form, rows, alarm, button, data);
  showConditional(rows).catch(() => {});
  parentElement.append(form);
  if (matchMedia("(pointer: fine)").matches) rows[0].input.focus({ preventScroll: true });
}
