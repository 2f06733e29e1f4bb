// Elements without a framework. Children that are strings become text, never markup.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

// `{name}` in a text, filled in.
export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// A lab for each element it is drawn in, whatever Streamlit reruns; it ends when the element has gone.
export function keeping(Lab) {
  const labs = new WeakMap();
  return ({ data, parentElement }) => {
    if (!labs.has(parentElement)) labs.set(parentElement, { lab: null, drawn: null });
    const mine = labs.get(parentElement);
    const drawn = JSON.stringify(data);
    if (mine.drawn !== drawn) {
      mine.lab?.end();
      mine.lab = new Lab(parentElement, data);
      mine.drawn = drawn;
    }
    return () => {
      setTimeout(() => {
        if (parentElement.isConnected) return;
        mine.lab?.end();
        labs.delete(parentElement);
      }, 1000);
    };
  };
}
