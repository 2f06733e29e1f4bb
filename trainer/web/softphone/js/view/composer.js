// The trainee's words: Speak and Done, a level meter, and a field that can always be typed in.
import { h, show, text } from './dom.js';
import { button, enable, rename } from './controls.js';
import { minutes } from '../texts.js';
import { LONGEST } from '../recorder.js';

const LONGEST_TEXT = 2000;

export class Composer {
  constructor({ t, actions, call }) {
    this.t = t;
    this.actions = actions;
    this.draft = `call-trainer:reply:${call}`;
    this.speak = button({ name: t('speak'), glyph: 'speak', kind: 'speak', press: () => actions.speak(), key: 'Alt+M' });
    this.done = button({ name: t('done'), glyph: 'done', kind: 'speak recording', press: () => actions.done(), key: 'Alt+M' });
    this.discard = button({ name: t('discard'), glyph: 'discard', kind: 'quiet small', press: () => actions.discard() });
    this.meter = h('div', { class: 'meter', 'aria-hidden': 'true' }, h('i'));
    this.left = h('span', { class: 'left' });
    this.status = h('p', { class: 'hint', role: 'status' });
    this.field = h('textarea', {
      rows: '2', 'aria-label': t('type_reply'), placeholder: t('type_reply'), maxlength: String(LONGEST_TEXT),
      'aria-keyshortcuts': 'Alt+I', enterkeyhint: 'send',
      on: { keydown: (event) => this.#key(event), input: () => this.#typed() },
    });
    this.send = button({ name: t('send'), glyph: 'send', kind: 'primary send', press: () => this.#send() });
    this.began = null;
    this.field.value = this.#kept();
    this.element = h('div', { class: 'composer' },
      h('div', { class: 'voice' }, this.speak, this.done, this.meter, this.left, this.discard),
      this.status,
      h('div', { class: 'typing' }, this.field, this.send));
  }

  update({ canSay, recorder, note, microphone, handsFree }) {
    const { t } = this;
    const speaking = recorder.speaking;
    show(this.speak, !speaking);
    show(this.done, speaking);
    show(this.discard, speaking);
    show(this.meter, speaking || recorder.listening);
    show(this.left, speaking);
    enable(this.speak, canSay && microphone && !recorder.starting);
    enable(this.field, canSay);
    enable(this.send, canSay && this.field.value.trim() !== '');
    rename(this.speak, recorder.starting ? t('opening_microphone') : t('speak'));
    let words = note;
    if (!words && handsFree && recorder.listening) words = speaking ? t('hands_free_hears') : t('hands_free_listens');
    text(this.status, words ?? '');
    show(this.status, Boolean(words));
  }

  // Only the moving parts, many times a second.
  level(recorder) {
    const share = Math.max(0, Math.min(1, (recorder.level + 60) / 50));
    this.meter.firstChild.style.transform = `scaleX(${share.toFixed(2)})`;
    if (recorder.recording) {
      const { seconds } = recorder.recording;
      text(this.left, `${minutes(seconds)} / ${minutes(LONGEST)}`);
    }
  }

  // Words that could not be sent come back, ahead of what was typed since.
  giveBack(words) {
    if (!words) return;
    this.field.value = this.field.value ? `${words}\n${this.field.value}` : words;
    this.#typed();
  }

  // Words that were recognised here and may be mended before they are sent.
  get typing() {
    return this.field.value.trim() !== '';
  }

  focus() {
    this.field.focus();
  }

  #key(event) {
    // While an input method composes (Chinese), Enter chooses a candidate. Safari tells only by key code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #typed() {
    this.#keep();
    if (this.field.value && this.began === null) this.began = this.actions.now();
    if (!this.field.value) this.began = null;
    this.actions.typed();
    enable(this.send, !this.field.disabled && this.field.value.trim() !== '');
  }

  #send() {
    const words = this.field.value.trim();
    if (!words || this.field.disabled) return;
    const began = this.began;
    this.field.value = '';
    this.began = null;
    this.#keep();
    enable(this.send, false);
    this.actions.say(words, began);
    this.field.focus();
  }

  // What is half typed outlives a refresh.
  #keep() {
    try {
      sessionStorage.setItem(this.draft, this.field.value);
    } catch {
      // The field itself still holds it.
    }
  }

  #kept() {
    try {
      return sessionStorage.getItem(this.draft) ?? '';
    } catch {
      return '';
    }
  }
}
