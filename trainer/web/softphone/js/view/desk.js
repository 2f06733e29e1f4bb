// The middle of the desk: what the call is about, the customer's card, the records and the knowledge.
import { h, fill, show } from './dom.js';
import { button } from './controls.js';
import { icon } from './icons.js';
import { article, underTitle } from './markdown.js';

export class Desk {
  constructor({ t, actions }) {
    this.t = t;
    this.actions = actions;
    this.briefing = h('details', { class: 'card briefing', open: true }, h('summary', {}, t('briefing')), h('div', { class: 'prose' }));
    this.customer = h('div');
    this.records = h('div', { class: 'records' });
    this.words = h('input', { type: 'search', 'aria-label': t('search_knowledge'), placeholder: t('search_knowledge'), maxlength: '200', 'aria-keyshortcuts': 'Alt+K' });
    this.find = h('form', { class: 'find', role: 'search', on: { submit: (event) => this.#search(event) } }, this.words,
      h('button', { type: 'submit', class: 'button' }, icon('search'), h('span', { class: 'label' }, t('search'))));
    this.list = h('div', { class: 'articles' });
    this.open = h('div', { class: 'article', tabindex: '-1', data: { idle: 'true' } });
    this.card = h('section', { class: 'card', 'aria-label': t('customer_card') }, h('h2', {}, t('customer_card')), this.customer);
    this.recordCard = h('section', { class: 'card', 'aria-label': t('records') }, h('h2', {}, t('records')), this.records);
    this.knowledge = h('section', { class: 'card', 'aria-label': t('knowledge') }, h('h2', {}, t('knowledge')), this.find, this.list, this.open);
    this.element = h('section', { class: 'pane desk', 'aria-label': t('desk') }, this.briefing, this.card, this.recordCard, this.knowledge);
    this.reading = null;
  }

  update({ view, found, opened, waiting, refused, canAct }) {
    const { t } = this;
    const desktop = view.desktop ?? {};
    fill(this.briefing.lastChild, view.briefing, () => article({ markdown: view.briefing ?? '' }));
    if (view.phase !== 'ringing' && !this.folded) {
      this.folded = true;
      this.briefing.open = false;
    }
    fill(this.customer, [desktop.customer, view.persona], () => {
      const name = view.persona?.name ?? '';
      const known = Object.values(desktop.customer ?? {}).some((value) => String(value).includes(name));
      return [card(known ? desktop.customer : { [t('name')]: name, ...desktop.customer })];
    });
    const records = desktop.records ?? [];
    const busy = waiting.filter(({ body }) => body.type === 'lookup').map(({ body }) => body.record);
    show(this.recordCard, records.length > 0);
    fill(this.records, [records, busy, refused, canAct], () => records.map((record) => this.#record(record, busy, refused, canAct)));
    const knowledge = desktop.knowledge ?? [];
    show(this.knowledge, knowledge.length > 0);
    const listed = found ? found.list : knowledge;
    fill(this.list, [listed, found?.words, canAct], () => this.#articles(listed, found, canAct));
    fill(this.open, opened, () => (opened ? this.#article(opened) : []));
    show(this.open, Boolean(opened));
    show(this.list, !opened);
    if (opened && this.reading !== opened.id) this.open.scrollTop = 0;
    this.reading = opened?.id ?? null;
  }

  focusSearch() {
    this.words.focus();
  }

  #record(record, busy, refused, canAct) {
    const { t } = this;
    const missing = refused?.[record.id];
    const look = button({ name: t('look_up', { label: record.label }), glyph: 'record', press: () => this.actions.lookup(record.id) });
    look.disabled = !canAct || busy.includes(record.id);
    return h('article', { class: 'record' },
      record.shows ? h('h3', {}, record.label) : look,
      record.shows ? card(record.shows) : null,
      missing && !record.shows ? h('p', { class: 'refused', role: 'alert' }, icon('warning'), t('look_up_refused')) : null);
  }

  #articles(listed, found, canAct) {
    const { t } = this;
    const entries = listed.map(({ id, title, extract }) => {
      const read = h('button', { type: 'button', class: 'entry', disabled: !canAct, on: { click: () => this.actions.read(id) } },
        icon('article'), h('span', {}, h('b', {}, title), extract ? h('small', {}, extract) : null));
      return h('li', {}, read);
    });
    return [
      found ? h('p', { class: 'found', role: 'status' }, listed.length ? t('found', { n: listed.length, words: found.words }) : t('found_nothing', { words: found.words })) : null,
      found ? button({ name: t('all_articles'), glyph: 'back', kind: 'quiet small', press: () => this.actions.allArticles() }) : null,
      h('ul', {}, entries),
    ].filter(Boolean);
  }

  #article(opened) {
    return [
      button({ name: this.t('all_articles'), glyph: 'back', kind: 'quiet small', press: () => this.actions.closeArticle() }),
      h('h3', {}, opened.title),
      h('div', { class: 'prose' }, underTitle(opened.title, opened)),
    ];
  }

  #search(event) {
    event.preventDefault();
    const words = this.words.value.trim();
    if (words) this.actions.search(words);
  }
}

function card(values) {
  return h('dl', { class: 'facts' }, Object.entries(values).map(([label, value]) => h('div', {}, h('dt', {}, label), h('dd', {}, String(value)))));
}
