// What was said so far. With captions off the customer's words are only heard.
import { h } from './dom.js';
import { minutes } from '../texts.js';

export class Transcript {
  constructor({ t }) {
    this.t = t;
    this.list = h('ol', { class: 'turns' });
    this.element = h('div', { class: 'transcript', role: 'log', 'aria-live': 'off', 'aria-label': t('conversation'), tabindex: '0', data: { idle: 'true' } }, this.list);
    this.count = 0;
    this.atEnd = true;
    this.element.addEventListener('scroll', () => { this.atEnd = this.#gap() < 60; }, { passive: true });
    // A panel or the time on hold takes room: the last words stay in sight.
    new ResizeObserver(() => { if (this.atEnd) this.#toEnd(); }).observe(this.element);
  }

  update({ transcript, waiting, captions, playing, desktop, persona, exam, answeredAt }) {
    const { t } = this;
    // Only what is new is read out; the past of a resumed call is not.
    const entries = transcript.map((entry) => ({ ...entry, at: entry.at - (answeredAt ?? 0), playing: Boolean(playing) && entry.line === playing.id }));
    const pending = waiting
      .filter(({ body }) => body.type === 'say')
      .map((turn) => ({ who: 'agent', text: turn.body.text ?? '', pending: true, audio: Boolean(turn.audio) }));
    const all = [...entries, ...pending];
    const known = new Map([...this.list.children].map((child) => [child.ctKey, child]));
    const wanted = all.map((entry, index) => {
      const key = `${index}:${JSON.stringify([entry.seq, entry.who, entry.text, entry.pending, entry.playing, entry.type, captions])}`;
      const kept = known.get(key);
      if (kept) return kept;
      const made = this.#entry(entry, { captions, desktop, persona, exam });
      made.ctKey = key;
      return made;
    });
    wanted.forEach((child, index) => {
      if (this.list.children[index] !== child) this.list.insertBefore(child, this.list.children[index] ?? null);
    });
    while (this.list.children.length > wanted.length) this.list.lastChild.remove();
    if (all.length !== this.count || this.atEnd) this.#toEnd();
    if (this.count === 0) queueMicrotask(() => this.element.setAttribute('aria-live', 'polite'));
    this.count = all.length;
  }

  #gap() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight;
  }

  #toEnd() {
    if (this.#gap() > 0) this.element.scrollTop = this.element.scrollHeight;
    this.atEnd = true;
  }

  #entry(entry, { captions, desktop, persona, exam }) {
    const { t } = this;
    if (entry.who === 'event') {
      return h('li', { class: 'turn event' }, h('span', {}, this.#event(entry, desktop)), time(entry.at));
    }
    const agent = entry.who === 'agent';
    const words = agent ? this.#own(entry) : this.#theirs(entry, captions, exam);
    const who = h('span', { class: 'who' }, agent ? t('you') : persona.name, entry.pending ? null : time(entry.at));
    return h('li', { class: `turn ${agent ? 'agent' : 'customer'}${entry.pending ? ' pending' : ''}${entry.playing ? ' playing' : ''}` },
      who, h('p', { class: 'words' }, words), this.#remark(entry));
  }

  #own(entry) {
    const { t } = this;
    if (entry.pending) return entry.text || t('spoken_pending');
    if (entry.text) return entry.text;
    return entry.heard?.rejected ? t('not_understood') : t('no_words');
  }

  #theirs(entry, captions, exam) {
    const { t } = this;
    if (exam || !captions || !entry.text) return entry.playing ? t('speaking_now') : t('spoke');
    return entry.text;
  }

  #remark(entry) {
    const { t } = this;
    if (entry.pending) return h('span', { class: 'remark' }, t('sending'));
    const unsure = entry.heard?.doubtful && !entry.heard.rejected;
    return unsure ? h('span', { class: 'remark' }, t('unsure')) : null;
  }

  #event(entry, desktop) {
    const { t } = this;
    const { type } = entry;
    const detail = entry.detail ?? { record: entry.text, words: entry.text, article: entry.text, target: entry.text };
    const named = (list, id) => list?.find((thing) => thing.id === id)?.label ?? id;
    if (type === 'lookup' && detail.record) {
      const label = named(desktop?.records, detail.record);
      return detail.missing ? t('event_lookup_refused', { label }) : t('event_lookup', { label });
    }
    if (type === 'search' && detail.words) return t('event_search', { words: detail.words });
    if (type === 'read' && detail.article) {
      return t('event_read', { title: desktop?.knowledge?.find(({ id }) => id === detail.article)?.title ?? detail.article });
    }
    if (type === 'transfer' && detail.target) return t('event_transfer', { target: named(desktop?.transfer_to, detail.target) });
    const plain = { answer: 'event_answer', hold: 'event_hold', resume: 'event_resume', hang_up: 'event_hang_up', ended: 'event_ended' }[type];
    return plain ? t(plain) : (entry.text ?? '');
  }
}

function time(at) {
  return typeof at === 'number' ? h('time', {}, minutes(at)) : null;
}
