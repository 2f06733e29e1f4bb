// Puts the desk together: phone left, card and knowledge in the middle, work order right; one at a time when narrow.
import { attribute, h, show, text } from './dom.js';
import { button, enable } from './controls.js';
import { face, icon } from './icons.js';
import { Incoming } from './incoming.js';
import { Transcript } from './transcript.js';
import { Composer } from './composer.js';
import { Settings } from './settings.js';
import { TransferPanel } from './transfer.js';
import { Desk } from './desk.js';
import { Order } from './order.js';
import { Notices } from './notices.js';
import { minutes } from '../texts.js';

const STATES = { loading: 'state_loading', ringing: 'state_ringing', opening: 'state_talking', talking: 'state_talking', on_hold: 'state_on_hold', ended: 'state_ended' };

export class Layout {
  constructor({ t, actions, preferences, call, view, address }) {
    this.t = t;
    this.address = address;
    const part = { t, actions, preferences, call };
    this.notices = new Notices(part);
    this.incoming = new Incoming(part);
    this.transcript = new Transcript(part);
    this.composer = new Composer(part);
    this.transfer = new TransferPanel(part);
    this.settings = new Settings({ ...part, browserSpeech: Boolean(view.rules?.browser_speech) });
    this.desk = new Desk(part);
    this.order = new Order(part);
    this.#head();
    this.#controls(actions);
    this.#ending(actions);
    this.phone = h('section', { class: 'pane phone', 'aria-label': t('phone') },
      this.head, this.incoming.element, this.transcript.element, this.over, this.transfer.element, this.settings.element,
      this.composer.element, this.confirm, this.controls);
    this.#tabs();
    this.element = h('div', { class: 'ct', lang: view.lang, data: { pane: 'phone' } },
      h('h1', { class: 'unseen' }, view.title ?? ''), this.notices.element, this.tabs, h('div', { class: 'grid' }, this.phone, this.desk.element, this.order.element));
  }

  pane(name) {
    this.element.dataset.pane = name;
    for (const tab of this.tabs.children) attribute(tab, 'aria-pressed', tab.dataset.pane === name);
  }

  panel(name) {
    show(this.transfer.element, name === 'transfer');
    show(this.settings.element, name === 'settings');
    show(this.confirm, name === 'confirm');
    show(this.controls, name !== 'confirm');
    attribute(this.more, 'aria-expanded', name === 'settings');
    attribute(this.move, 'aria-expanded', name === 'transfer');
    if (name === 'transfer') this.transfer.focus();
    if (name === 'confirm') this.keep.focus();
  }

  update(state) {
    const { t } = this;
    const { view, conversation, playing, captions } = state;
    const { phase } = view;
    const ended = phase === 'ended';
    this.element.dataset.phase = phase;
    text(this.name, view.persona?.name ?? '');
    text(this.state, t(phase === 'ringing' && view.direction === 'outbound' ? 'state_calling' : STATES[phase] ?? 'state_loading'));
    const saved = view.saved_at ? new Date(view.saved_at) : null;
    text(this.saved, saved ? t('saved', { time: saved.toLocaleTimeString(undefined, { hour12: false }) }) : '');
    const tone = playing?.tone ?? view.line?.tone ?? 'calm';
    if (this.avatar.dataset.tone !== tone) {
      this.avatar.dataset.tone = tone;
      this.avatar.replaceChildren(face(tone));
    }
    this.avatar.classList.toggle('talking', state.sounding);
    show(this.incoming.element, phase === 'ringing');
    show(this.transcript.element, phase !== 'ringing');
    show(this.composer.element, phase !== 'ringing' && !ended);
    this.incoming.update(state);
    this.transcript.update({ ...state, transcript: conversation.transcript, waiting: conversation.waiting, desktop: view.desktop, persona: view.persona, exam: view.rules?.captions === false });
    this.composer.update(state);
    this.settings.update(state);
    this.transfer.update({ targets: view.desktop?.transfer_to ?? [] });
    this.desk.update({ ...state, found: conversation.found, opened: conversation.article, waiting: conversation.waiting });
    this.order.update({ view, address: this.address });
    this.#updateControls(state);
    this.notices.update(state.notice);
  }

  // What moves by itself.
  tick({ view, elapsed, holding, left }) {
    text(this.timer, elapsed === null ? '' : minutes(elapsed));
    const { hold } = view;
    show(this.holding, Boolean(hold));
    if (hold) {
      const over = hold.limit && holding > hold.limit;
      this.holding.classList.toggle('over', Boolean(over));
      text(this.holding, hold.limit ? this.t(over ? 'hold_over' : 'hold_time', { time: minutes(holding), limit: minutes(hold.limit) }) : this.t('hold_free', { time: minutes(holding) }));
    }
    this.order.tick(left);
  }

  #head() {
    const { t } = this;
    this.avatar = h('div', { class: 'avatar', 'aria-hidden': 'true' });
    this.name = h('p', { class: 'name' });
    this.state = h('p', { class: 'state', role: 'status' });
    this.saved = h('span', { class: 'saved' });
    this.timer = h('span', { class: 'timer', role: 'timer', 'aria-label': t('call_time') });
    this.holding = h('p', { class: 'holding', role: 'timer' });
    this.head = h('header', { class: 'head' }, this.avatar, h('div', { class: 'names' }, this.name, h('div', { class: 'under' }, this.state, this.saved)), this.timer, this.holding);
  }

  #controls(actions) {
    const { t } = this;
    this.hold = button({ name: t('hold'), glyph: 'hold', kind: 'tool', press: () => actions.hold(), key: 'Alt+H' });
    this.resume = button({ name: t('resume'), glyph: 'resume', kind: 'tool', press: () => actions.hold(), key: 'Alt+H' });
    this.move = button({ name: t('transfer'), glyph: 'transfer', kind: 'tool', press: () => actions.openTransfer(), key: 'Alt+T' });
    this.repeat = button({ name: t('repeat'), glyph: 'repeat', kind: 'tool', press: () => actions.repeat(), key: 'Alt+R' });
    this.captions = button({ name: t('captions'), glyph: 'captions', kind: 'tool', press: () => actions.captions(), key: 'Alt+C' });
    this.more = button({ name: t('settings'), glyph: 'settings', kind: 'tool', press: () => actions.openSettings() });
    this.hangUp = button({ name: t('hang_up'), glyph: 'hang_up', kind: 'tool danger', press: () => actions.hangUp(), key: 'Alt+X' });
    this.controls = h('div', { class: 'controls', role: 'toolbar', 'aria-label': t('controls') },
      this.hold, this.resume, this.move, this.repeat, this.captions, this.more, this.hangUp);
    this.keep = button({ name: t('keep_talking'), kind: '', press: () => actions.closePanels() });
    this.drop = button({ name: t('hang_up'), glyph: 'hang_up', kind: 'danger', press: () => actions.hangUpNow() });
    this.confirm = h('div', { class: 'panel confirm', role: 'alertdialog', 'aria-label': t('hang_up_question') },
      h('p', {}, t('hang_up_question')), h('div', { class: 'row' }, this.keep, this.drop));
    this.confirm.hidden = true;
  }

  #ending(actions) {
    const { t } = this;
    this.over = h('div', { class: 'over', role: 'status' }, icon('info'), h('p', {}, t('call_over')),
      button({ name: t('to_order'), kind: 'primary small to-order', press: () => actions.order() }));
  }

  #tabs() {
    const { t } = this;
    const tab = (pane, name, glyph) => h('button', { type: 'button', class: 'tab', 'aria-pressed': String(pane === 'phone'), data: { pane }, on: { click: () => this.pane(pane) } }, icon(glyph), h('span', {}, name));
    this.tabs = h('nav', { class: 'tabs', 'aria-label': t('panes') }, tab('phone', t('phone'), 'phone'), tab('desk', t('desk'), 'desk'), tab('order', t('order'), 'order'));
  }

  #updateControls({ view, allows, playing, captions, canRepeat }) {
    const ended = view.phase === 'ended';
    show(this.resume, view.phase === 'on_hold');
    show(this.hold, view.phase !== 'on_hold');
    enable(this.hold, allows('hold'));
    enable(this.resume, allows('resume'));
    enable(this.move, allows('transfer') && (view.desktop?.transfer_to ?? []).length > 0);
    enable(this.repeat, canRepeat);
    enable(this.captions, view.rules?.captions !== false);
    attribute(this.captions, 'aria-pressed', captions);
    enable(this.hangUp, allows('hang_up'));
    show(this.over, ended);
  }
}
