// The strip over the desk: the connection, another tab, a sign-in that ran out, a turn that was refused.
import { h, show, text } from './dom.js';
import { button } from './controls.js';
import { icon } from './icons.js';

export class Notices {
  constructor({ t, actions }) {
    this.t = t;
    this.words = h('p');
    this.retry = button({ name: t('try_now'), glyph: 'repeat', kind: 'small', press: () => actions.retry() });
    this.here = button({ name: t('continue_here'), kind: 'small', press: () => actions.continueHere() });
    this.close = button({ name: t('understood'), kind: 'quiet small', press: () => actions.dismiss() });
    this.name = h('input', { type: 'text', autocomplete: 'username', 'aria-label': t('user_name'), placeholder: t('user_name') });
    this.password = h('input', { type: 'password', autocomplete: 'current-password', 'aria-label': t('password'), placeholder: t('password') });
    this.wrong = h('span', { class: 'refused', role: 'alert' });
    this.signIn = h('form', { class: 'row', on: { submit: (event) => { event.preventDefault(); actions.signIn(this.name.value, this.password.value); } } },
      this.name, this.password, h('button', { type: 'submit', class: 'button small primary' }, t('sign_in')), this.wrong);
    this.element = h('div', { class: 'notice', role: 'status', 'aria-live': 'polite' }, icon('warning'), this.words, this.retry, this.here, this.close, this.signIn);
  }

  // `notice`: {kind, words, actions: [...]} or null.
  update(notice) {
    show(this.element, notice !== null);
    if (notice === null) return;
    const { kind, words } = notice;
    this.element.dataset.kind = kind;
    text(this.words, words);
    show(this.retry, kind === 'away' || kind === 'trouble');
    show(this.here, kind === 'elsewhere');
    show(this.close, kind === 'message');
    show(this.signIn, kind === 'signed_out');
  }

  signInFailed(words) {
    text(this.wrong, words);
    this.password.value = '';
    this.password.focus();
  }
}
