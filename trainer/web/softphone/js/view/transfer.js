// Where the call goes, and what the colleague is told.
import { h, fill } from './dom.js';
import { button, enable } from './controls.js';

export class TransferPanel {
  constructor({ t, actions }) {
    this.t = t;
    this.options = h('div', { class: 'options', role: 'radiogroup', 'aria-label': t('transfer_to') });
    this.note = h('textarea', { rows: '3', maxlength: '2000', 'aria-label': t('handover_note'), placeholder: t('handover_hint') });
    this.go = button({ name: t('put_through'), glyph: 'transfer', kind: 'primary', press: () => this.#go(actions) });
    this.cancel = button({ name: t('back_to_call'), kind: 'quiet', press: () => actions.closePanels() });
    this.element = h('div', { class: 'panel', role: 'group', 'aria-label': t('transfer_to') },
      h('h3', {}, t('transfer_to')), this.options, this.note, h('div', { class: 'row' }, this.go, this.cancel));
    this.element.hidden = true;
    enable(this.go, false);
  }

  update({ targets }) {
    fill(this.options, targets, () => targets.map(({ id, label }) => h('label', { class: 'choice' },
      h('input', { type: 'radio', name: 'ct-transfer', value: id, on: { change: () => enable(this.go, true) } }),
      h('span', {}, h('b', {}, label)))));
  }

  focus() {
    (this.options.querySelector('input:checked') ?? this.options.querySelector('input'))?.focus();
  }

  #go(actions) {
    const target = this.options.querySelector('input:checked')?.value;
    if (!target) return;
    actions.transfer(target, this.note.value.trim());
    this.note.value = '';
  }
}
