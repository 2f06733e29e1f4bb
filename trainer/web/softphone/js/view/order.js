// The work order: filled in during or after the call, handed in after it.
import { h, fill, show, text } from './dom.js';
import { button, enable } from './controls.js';
import { icon } from './icons.js';
import { minutes } from '../texts.js';

export class Order {
  constructor({ t, actions, call }) {
    this.t = t;
    this.actions = actions;
    this.draft = `call-trainer:order:${call}`;
    this.heading = h('button', { type: 'button', class: 'heading', 'aria-keyshortcuts': 'Alt+W', on: { click: () => this.focus() } }, t('order'));
    this.timer = h('span', { class: 'timer', role: 'timer' });
    this.intro = h('p', { class: 'note' });
    this.fields = h('div', { class: 'fields' });
    this.problem = h('p', { class: 'refused', role: 'alert' });
    this.submit = h('button', { type: 'submit', class: 'button primary wide' }, icon('done'), h('span', { class: 'label' }, t('submit')));
    this.form = h('form', { on: { submit: (event) => this.#submit(event), input: () => this.#keep() } }, this.fields, this.problem, this.submit);
    this.link = h('a', { class: 'button primary wide', on: { click: (event) => actions.leave(event) } }, t('see_result'));
    this.finished = h('div', { class: 'finished', role: 'status' }, icon('done'), h('p', {}, t('order_in')), this.link);
    this.element = h('section', { class: 'pane order', 'aria-labelledby': 'ct-order' }, h('header', {}, h('h2', { id: 'ct-order' }, this.heading), this.timer), this.intro, this.form, this.finished);
    this.sending = false;
  }

  update({ view, address }) {
    const { t } = this;
    const ended = view.phase === 'ended';
    const order = view.wrap_up;
    const fields = order?.fields ?? [];
    fill(this.fields, fields, () => {
      const kept = this.#kept();
      return fields.map((field) => this.#field(field, kept[field.id] ?? ''));
    });
    const missing = ended && fields.length === 0 ? t('order_none') : '';
    text(this.intro, missing || t(ended ? 'order_now' : fields.length ? 'order_later' : 'order_after'));
    show(this.intro, !view.wrapped_up);
    show(this.form, !view.wrapped_up && (ended || fields.length > 0));
    enable(this.submit, ended && !this.sending);
    show(this.finished, Boolean(view.wrapped_up));
    show(this.problem, Boolean(this.problem.textContent));
    if (address) this.link.href = address;
  }

  // `left` seconds of the time allowed, null while the call goes on.
  tick(left) {
    show(this.timer, left !== null);
    if (left === null) return;
    const { t } = this;
    this.timer.classList.toggle('over', left < 0);
    text(this.timer, left >= 0 ? t('time_left', { time: minutes(left) }) : t('time_over', { time: minutes(-left) }));
  }

  focus() {
    const target = this.fields.querySelector('select, input, textarea') ?? (this.submit.disabled ? this.heading : this.submit);
    target.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  failed(words) {
    this.sending = false;
    text(this.problem, words);
    show(this.problem, true);
  }

  forget() {
    try {
      sessionStorage.removeItem(this.draft);
    } catch {
      // Nothing was kept.
    }
  }

  values() {
    return Object.fromEntries([...this.fields.querySelectorAll('[name]')].map((input) => [input.name, input.value.trim()]));
  }

  #field(field, value) {
    const { t } = this;
    const id = `ct-field-${field.id}`;
    let input;
    if (field.type === 'choice') {
      input = h('select', { id, name: field.id }, h('option', { value: '' }, t('choose')),
        (field.options ?? []).map((option) => h('option', { value: option.id }, option.label)));
      input.value = value;
    } else if (field.type === 'text') {
      input = h('textarea', { id, name: field.id, rows: '4', maxlength: '2000' });
      input.value = value;
    } else {
      input = h('input', { id, name: field.id, maxlength: '200', autocomplete: 'off', inputmode: ['digits', 'phone', 'number', 'money'].includes(field.type) ? 'decimal' : null });
      input.value = value;
    }
    return h('div', { class: 'field' }, h('label', { for: id }, field.label), input);
  }

  async #submit(event) {
    event.preventDefault();
    if (this.sending || this.submit.disabled) return;
    this.sending = true;
    text(this.problem, '');
    show(this.problem, false);
    enable(this.submit, false);
    await this.actions.submit(this.values());
    this.sending = false;
  }

  #keep() {
    this.actions.typed();
    try {
      sessionStorage.setItem(this.draft, JSON.stringify(this.values()));
    } catch {
      // The form itself still holds it.
    }
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.draft) || '{}');
    } catch {
      return {};
    }
  }
}
