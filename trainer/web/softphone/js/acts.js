// What the trainee does, by button and by key.
import { Problem } from './api.js';

export class Acts {
  constructor(phone) {
    this.phone = phone;
  }

  // What the buttons do, by the names the views know.
  buttons() {
    const { phone } = this;
    const { clock, conversation, preferences, speaking } = phone;
    return {
      answer: () => this.answer(),
      playMenu: () => this.#playMenu(),
      speak: () => this.#speak(),
      done: () => speaking.done(),
      discard: () => speaking.discard(),
      say: (words, began) => this.#typedWords(words, began),
      typed: () => speaking.typing(),
      now: () => clock.now(),
      hold: () => this.#hold(),
      repeat: () => this.#repeat(),
      captions: () => this.#set('captions', !preferences.get('captions')),
      set: (name, value) => this.#set(name, value),
      openTransfer: () => phone.unfold('transfer'),
      openSettings: () => phone.unfold('settings'),
      closePanels: () => phone.unfold(null),
      transfer: (target, note) => this.#transfer(target, note),
      hangUp: () => phone.unfold('confirm'),
      hangUpNow: () => this.#hangUp(),
      lookup: (record) => this.#act({ type: 'lookup', record }),
      search: (words) => this.#act({ type: 'search', words }),
      read: (article) => this.#act({ type: 'read', article }),
      allArticles: () => { conversation.found = null; phone.update(); phone.layout.desk.focusSearch(); },
      closeArticle: () => { conversation.article = null; phone.update(); },
      order: () => this.#order(),
      submit: (fields) => this.#submit(fields),
      leave: (event) => this.#leave(event),
      retry: () => conversation.retryNow(),
      continueHere: () => phone.claim(),
      dismiss: () => { phone.message = null; phone.update(); },
      signIn: (name, password) => this.#signIn(name, password),
    };
  }

  // What the keys do: what a button does that can be pressed now, or nothing.
  keys() {
    const { phone } = this;
    const { layout, speaking } = phone;
    const pressed = (element) => { if (!element.disabled && !element.hidden) element.click(); };
    return {
      answer: () => { if (phone.view.phase === 'ringing') this.answer(); },
      speak: () => { if (speaking.active) speaking.done(); else pressed(layout.composer.speak); },
      type: () => { layout.pane('phone'); layout.composer.focus(); },
      repeat: () => pressed(layout.repeat),
      hold: () => pressed(phone.view.phase === 'on_hold' ? layout.resume : layout.hold),
      captions: () => pressed(layout.captions),
      search: () => { layout.pane('desk'); layout.desk.focusSearch(); },
      transfer: () => pressed(layout.move),
      order: () => this.#order(),
      hang_up: () => pressed(layout.hangUp),
      escape: () => { if (phone.panel) phone.unfold(null); else if (speaking.active) speaking.discard(); },
    };
  }

  answer() {
    const { phone } = this;
    if (phone.picking) return;
    phone.picking = true;
    phone.ringer.stop();
    phone.player.stop();
    phone.sound.resume();
    this.#act({ type: 'answer' });
  }

  #playMenu() {
    const { player, view } = this.phone;
    const lines = view.ringing.ivr.filter((step) => step.audio).map((step, index) => ({ id: `ivr${index}`, audio: step.audio, text: step.say, tone: 'calm' }));
    player.play(lines);
  }

  #speak() {
    this.phone.message = null;
    this.phone.speaking.start();
  }

  #typedWords(words, began) {
    this.phone.message = null;
    this.phone.speaking.type(words, began);
  }

  #hold() {
    const type = this.phone.view.phase === 'on_hold' ? 'resume' : 'hold';
    if (type === 'hold') this.phone.player.stop();
    this.#act({ type });
  }

  #repeat() {
    this.phone.speaking.pause();
    this.phone.customer.repeat();
  }

  #transfer(target, note) {
    this.phone.unfold(null);
    this.phone.customer.cutIn();
    this.#act({ type: 'transfer', target, note });
  }

  #hangUp() {
    this.phone.unfold(null);
    this.phone.player.stop();
    this.phone.speaking.recorder.discard();
    this.#act({ type: 'hang_up' });
  }

  #order() {
    const { layout } = this.phone;
    layout.pane('order');
    layout.order.focus();
  }

  async #submit(fields) {
    const { phone } = this;
    const { conversation, layout: { order } } = phone;
    try {
      await conversation.wrapUp(fields);
      order.forget();
      phone.heard.forget();
      phone.message = null;
      phone.update();
      order.link.focus();
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        await conversation.resync();
        return;
      }
      if (error instanceof Problem && error.status === 401) phone.signedOut = true;
      order.failed(error instanceof Problem ? phone.wording.problem(error.code) : phone.t('order_away'));
      phone.update();
    }
  }

  // To the result, through Streamlit when it answers, else by the address.
  #leave(event) {
    const { phone } = this;
    event.preventDefault();
    const address = phone.data.debrief;
    phone.leaving?.('leave', 'debrief');
    setTimeout(() => { if (!phone.closed) window.location.assign(address); }, 1500);
  }

  async #signIn(name, password) {
    const { phone } = this;
    try {
      await phone.api.signIn(name, password);
      phone.signedOut = false;
      phone.conversation.retryNow();
      phone.update();
    } catch (error) {
      phone.layout.notices.signInFailed(error instanceof Problem && error.status === 429 ? phone.t('throttled') : phone.t('sign_in_failed'));
    }
  }

  #set(name, value) {
    const { phone } = this;
    phone.preferences.set(name, value);
    if (name === 'volume') phone.sound.setVolume(value);
    if (name === 'handsFree' && !value) phone.speaking.pause();
    phone.update();
  }

  #act(body) {
    this.phone.message = null;
    this.phone.post(body);
  }
}
