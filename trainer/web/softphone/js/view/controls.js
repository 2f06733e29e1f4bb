// A button with an icon over or beside its name.
import { h, text, show } from './dom.js';
import { icon } from './icons.js';

export function button({ name, glyph, kind = '', press, key = null, hint = null }) {
  const label = h('span', { class: 'label' }, name);
  const element = h('button', { type: 'button', class: `button ${kind}`, on: { click: press } }, glyph ? icon(glyph) : null, label);
  if (key) {
    element.title = hint ? `${hint} (${key})` : `${name} (${key})`;
    element.setAttribute('aria-keyshortcuts', key);
  }
  element.ctLabel = label;
  return element;
}

export function rename(element, name) {
  text(element.ctLabel, name);
}

export function enable(element, enabled) {
  if (element.disabled === enabled) element.disabled = !enabled;
}

export { show };
