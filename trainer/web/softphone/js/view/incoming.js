// The call that rings: who, how long they waited and which keys they pressed, and Answer.
import { h, fill, show, text } from './dom.js';
import { button } from './controls.js';
import { icon } from './icons.js';

export class Incoming {
  constructor({ t, actions }) {
    this.t = t;
    this.actions = actions;
    this.title = h('p', { class: 'incoming-title' });
    this.path = h('ol', { class: 'path' });
    this.skip = button({ name: t('skip'), kind: 'quiet small', press: () => { this.skipped = true; show(this.preamble, false); } });
    this.listen = button({ name: t('listen_menu'), glyph: 'resume', kind: 'quiet small', press: () => actions.playMenu() });
    this.preamble = h('div', { class: 'preamble' }, this.path, h('div', { class: 'row' }, this.listen, this.skip));
    this.skipped = false;
    this.answer = button({ name: t('answer'), glyph: 'answer', kind: 'answer', press: () => actions.answer(), key: 'Alt+A' });
    this.hearing = h('p', { class: 'note' });
    this.locked = h('p', { class: 'note' }, t('sound_locked'));
    this.element = h('div', { class: 'incoming' },
      h('div', { class: 'rings', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'), icon('answer')),
      this.title, this.preamble, this.answer, this.locked, this.hearing);
  }

  update({ view, locked, hearingNote }) {
    const { t } = this;
    const outbound = view.direction === 'outbound';
    text(this.title, outbound ? t('calling') : t('incoming'));
    show(this.answer, !outbound);
    const ringing = view.ringing ?? {};
    const steps = ringing.ivr ?? [];
    fill(this.path, [ringing.wait, steps], () => [
      ringing.wait ? h('li', {}, t('waited', { n: Math.round(ringing.wait) })) : null,
      ...steps.map((step) => h('li', {}, h('span', { class: 'said' }, step.say ?? ''), ' ', step.press ? h('span', { class: 'pressed' }, t('pressed', { key: step.press })) : null)),
    ].filter(Boolean));
    show(this.preamble, !this.skipped && Boolean(ringing.wait || steps.length));
    show(this.listen, steps.some((step) => step.audio));
    show(this.locked, locked);
    text(this.hearing, hearingNote);
    show(this.hearing, Boolean(hearingNote));
  }
}
