// Elements without a framework. Children that are strings become text, never markup.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'on') {
    for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
  } else if (name === 'class') {
    element.className = value;
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else if (value === true) {
    element.setAttribute(name, '');
  } else {
    element.setAttribute(name, value);
  }
}

export function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

// Replaces the children only when what they show has changed, so that focus and reading position stay.
export function fill(element, key, make) {
  const mark = JSON.stringify(key);
  if (element.ctMark === mark) return;
  element.ctMark = mark;
  element.replaceChildren(...make());
}

export function attribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}
