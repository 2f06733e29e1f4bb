// The phone: joins the conversation with the server, what is heard, what is said and what is shown.
import { Acts } from './acts.js';
import { Api, Problem } from './api.js';
import { Clock } from './clock.js';
import { Conversation } from './conversation.js';
import { Customer } from './customer.js';
import { Heard } from './heard.js';
import { Keys } from './keys.js';
import { Outbox } from './outbox.js';
import { Preferences } from './preferences.js';
import { Ringer } from './ringer.js';
import { Silence } from './silence.js';
import { Speaking } from './speaking.js';
import { Tabs } from './tabs.js';
import { Texts } from './texts.js';
import { Wording } from './wording.js';
import { BrowserVoice } from './browser_speech.js';
import { Player } from './audio/player.js';
import { Sound } from './audio/context.js';
import { Layout } from './view/layout.js';
import { keepUsable } from './streamlit_dialog.js';
import { styled, followTheme } from './view/theme.js';

const TICK = 250; // milliseconds

export class Phone {
  constructor(root, component) {
    this.root = root;
    this.call = component.data.call;
    this.configure(component);
    this.api = new Api(this.data.base, this.call);
    this.clock = new Clock();
    this.outbox = new Outbox(this.call);
    this.conversation = new Conversation({ api: this.api, outbox: this.outbox, clock: this.clock, mine: () => this.tabs.active });
    this.wording = new Wording({ t: (key, values) => this.t(key, values), known: (key) => key in this.data.texts, conversation: this.conversation });
    this.heard = new Heard(this.call);
    this.preferences = new Preferences();
    this.sound = new Sound();
    this.refused = {}; // record -> facts that were missing
    this.message = null;
    this.panel = null; // the panel that is open: transfer | settings | confirm
    this.picking = false; // the call is being picked up
    this.signedOut = false;
    this.elsewhere = false;
    this.closed = false;
    this.unlisten = new AbortController();
  }

  configure(component) {
    this.data = component.data;
    this.leaving = component.setTriggerValue;
    this.texts = new Texts(this.data.texts, this.data.lang);
    this.t = (key, values) => this.texts.t(key, values);
  }

  get view() {
    return this.conversation.view;
  }

  async open() {
    this.shell = document.createElement('div');
    this.shell.className = 'shell';
    this.shell.lang = this.data.lang;
    this.waiting = document.createElement('p');
    this.waiting.className = 'loading';
    this.waiting.setAttribute('role', 'status');
    this.waiting.textContent = this.t('loading');
    await styled(this.root);
    this.root.append(this.shell);
    this.shell.append(this.waiting);
    this.stopTheme = followTheme(this.root.host ?? this.root, this.shell);
    this.stopDialog = keepUsable(this.shell);
    this.conversation.addEventListener('network', () => {
      if (!this.layout) this.waiting.textContent = this.wording.network() ?? this.t('loading');
    });
    this.#begin(); // Streamlit does not wait for the call
  }

  async #begin() {
    try {
      await this.api.session().catch(() => {});
      await this.conversation.open();
    } catch (error) {
      this.waiting.textContent = error instanceof Problem && [403, 404].includes(error.status) ? this.t('no_such_call') : this.t('trouble');
      return;
    }
    if (this.closed) return;
    this.#build();
    this.#listen();
    this.tabs.claim();
    this.customer.resume(this.conversation.transcript);
    this.update();
    this.conversation.pump();
  }

  close() {
    this.closed = true;
    this.unlisten.abort();
    clearInterval(this.timer);
    this.stopTheme?.();
    this.stopDialog?.();
    this.conversation.close();
    this.ringer?.stop();
    this.player?.stop();
    this.speaking?.close();
    this.keys?.close();
    this.tabs?.close();
    this.sound.close();
    this.shell?.remove();
  }

  #build() {
    const { t, preferences } = this;
    const lang = this.view.lang;
    this.voice = new BrowserVoice({ lang, chosen: () => this.#browserSpeech() && preferences.get('browserVoice') });
    this.player = new Player({ sound: this.sound, api: this.api, speak: this.voice });
    this.customer = new Customer({
      player: this.player,
      heard: this.heard,
      clock: this.clock,
      view: () => this.view,
      finished: () => this.silence.word(),
      silent: () => {
        this.silence.word();
        this.update();
      },
    });
    this.ringer = new Ringer({ sound: this.sound });
    this.sound.setVolume(preferences.get('volume'));
    this.silence = new Silence({
      limit: () => this.view.silence_after,
      busy: () => this.#busy(),
      report: (seconds) => this.conversation.post({ type: 'silence', seconds }),
    });
    this.speaking = new Speaking({
      lang,
      clock: this.clock,
      customer: this.customer,
      silence: this.silence,
      preferences,
      mayHearHere: () => this.#browserSpeech(),
      send: (body, options) => this.post(body, options),
      tell: (key) => this.#say(t(key)),
      typeInstead: () => this.layout.composer.focus(),
      changed: () => this.update(),
      moved: (recorder) => this.layout.composer.level(recorder),
    });
    this.acts = new Acts(this);
    this.layout = new Layout({ t, actions: this.acts.buttons(), preferences, call: this.call, view: this.view, address: this.data.debrief });
    this.waiting.remove();
    this.shell.append(this.layout.element);
    this.keys = new Keys(this.shell, this.acts.keys());
    this.tabs = new Tabs(this.call, { onLost: () => this.#lost(), onMoved: () => { if (!this.tabs.active) this.conversation.resync(); } });
  }

  #listen() {
    const options = { signal: this.unlisten.signal };
    this.conversation.addEventListener('change', () => this.update(), options);
    this.conversation.addEventListener('answer', ({ detail }) => this.#answered(detail), options);
    this.conversation.addEventListener('refused', ({ detail }) => this.#refusedTurn(detail), options);
    this.player.addEventListener('change', () => this.update(), options);
    this.player.addEventListener('mute', () => this.#say(this.t('voice_failed')), options);
    this.sound.addEventListener('change', () => this.update(), options);
    this.sound.addEventListener('silent', () => this.#say(this.t('no_sound')), options);
    window.addEventListener('online', () => this.conversation.retryNow(), options);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.conversation.retryNow(); }, options);
    window.addEventListener('beforeunload', (event) => {
      // Turns on their way are kept and sent by the next page; only a running recording would be lost.
      if (this.speaking.recorder.speaking) event.preventDefault();
    }, options);
    for (const type of ['pointerdown', 'keydown']) this.shell.addEventListener(type, () => this.claim(), { ...options, capture: true });
    this.timer = setInterval(() => this.#tick(), TICK);
  }

  // Sends a turn: whoever acts here has the call.
  post(body, options) {
    this.claim();
    this.silence.word();
    this.conversation.post(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)), options);
  }

  // ——— what comes back

  #answered({ turn, answer, taken, known }) {
    this.tabs.moved();
    this.silence.word();
    const { body } = turn;
    if (body.type === 'answer') this.picking = false;
    if (body.type === 'lookup') this.#lookedUp(body.record, answer);
    const { heard } = answer;
    const recording = answer.recording ?? heard?.recording ?? null;
    if (!taken && heard) {
      if (heard.silent) this.#say(this.t('nothing_heard'));
      else if (heard.engine === null) {
        this.speaking.recording = recording;
        this.#say(this.t(recording ? 'no_recogniser_kept' : 'no_recogniser'));
        this.layout.composer.focus();
      }
    }
    if (!answer.lines?.length) return;
    const lines = known ? this.heard.unheard(answer.lines, 0) : answer.lines;
    if (this.tabs.active && lines.length) this.#play(lines, { ending: Boolean(answer.ended) });
  }

  #lookedUp(record, answer) {
    const refused = (answer.events ?? []).find((event) => event.type === 'lookup_refused' && event.record === record);
    this.refused = { ...this.refused, [record]: refused ? refused.missing ?? [] : null };
  }

  #refusedTurn({ turn, code }) {
    this.picking = false;
    const { body } = turn;
    const stored = body.type === 'say' && turn.seq !== null && this.conversation.transcript.some((entry) => entry.seq === turn.seq && entry.who === 'agent' && entry.text === body.text);
    if (stored) return;
    if (body.type === 'say' && body.text && !this.view.ended) this.layout.composer.giveBack(body.text);
    if (code === 'out_of_order') {
      this.#say(this.t(body.type === 'say' ? 'moved_elsewhere_words' : 'moved_elsewhere'));
    } else {
      this.#say(this.wording.problem(code));
    }
  }

  async #play(lines, { ending }) {
    this.speaking.pause();
    const whole = await this.customer.say(lines);
    if (whole && ending) this.ringer.dead();
  }

  // ——— tabs

  claim() {
    if (!this.tabs?.claim()) return;
    if (this.elsewhere) {
      this.elsewhere = false;
      this.conversation.resync().then(() => this.conversation.pump());
    }
    this.update();
  }

  #lost() {
    this.elsewhere = true;
    this.player.stop();
    this.speaking.recorder.discard();
    this.speaking.pause();
    this.ringer.stop();
    this.update();
  }

  // ——— what is shown

  // Opens a panel, and closes it when it is open; null closes whichever is.
  unfold(name) {
    this.panel = this.panel === name ? null : name;
    this.layout.panel(this.panel);
  }

  #say(words) {
    this.message = words;
    this.update();
  }

  #browserSpeech() {
    return Boolean(this.view?.rules?.browser_speech);
  }

  #busy() {
    return this.speaking.busy || !this.tabs.active || this.player.playing || this.conversation.waiting.length > 0 || this.conversation.network !== 'ok' || this.sound.waiting;
  }

  #tick() {
    const { view } = this;
    if (!view) return;
    this.silence.tick();
    const now = this.clock.now();
    const ended = view.phase === 'ended';
    const from = this.#answeredAt();
    const until = ended ? view.ended_at ?? now : now;
    const elapsed = view.phase === 'ringing' ? now : from === null ? null : until - from;
    const limit = view.wrap_up?.limit;
    const left = ended && limit && !view.wrapped_up && typeof view.ended_at === 'number' ? limit - (now - view.ended_at) : null;
    this.layout.tick({ view, elapsed, holding: view.hold ? now - view.hold.began : 0, left });
    this.#handsFree();
    this.#sounds();
  }

  #answeredAt() {
    return this.view.answered_at ?? this.conversation.answeredAt;
  }

  #handsFree() {
    const wanted = this.preferences.get('handsFree') && this.tabs.active && this.conversation.allows('say')
      && !this.player.playing && this.conversation.waiting.length === 0 && !this.layout.composer.typing && !this.panel;
    this.speaking.listen(wanted);
  }

  // Ringing, music, or nothing.
  #sounds() {
    const { view } = this;
    if (!this.tabs.active || this.picking) {
      this.ringer.stop();
    } else if (view.phase === 'ringing' && !this.player.playing) {
      if (view.direction === 'outbound') this.ringer.dial(this.clock.now(), () => this.acts.answer());
      else this.ringer.ring();
    } else if (view.phase === 'on_hold') {
      this.ringer.music();
    } else {
      this.ringer.stop();
    }
  }

  update() {
    const { view } = this;
    if (!view || !this.layout || this.closed) return;
    const ended = view.phase === 'ended';
    if (ended && this.was !== 'ended') this.#ended();
    const before = this.was;
    this.was = view.phase;
    const { trouble: microphone, recording, state } = this.speaking;
    const deaf = view.hearing?.engine === null;
    this.layout.update({
      view,
      conversation: this.conversation,
      playing: this.player.current,
      sounding: this.player.sounding,
      captions: this.preferences.get('captions'),
      allows: (type) => this.conversation.allows(type),
      canSay: this.conversation.allows('say'),
      canAct: this.conversation.allows('lookup') || this.conversation.allows('search') || this.conversation.allows('read'),
      canRepeat: !ended && view.phase !== 'ringing' && view.phase !== 'on_hold' && this.customer.lastLines.length > 0,
      recorder: state,
      microphone: !microphone,
      handsFree: this.preferences.get('handsFree'),
      note: this.wording.microphone({ microphone, deaf: deaf && !recording }),
      refused: this.refused,
      locked: this.sound.locked,
      hearingNote: this.wording.beforehand({ microphone, deaf }),
      notice: this.wording.notice(this),
      answeredAt: this.#answeredAt(),
    });
    if (before === 'ringing' && (view.phase === 'opening' || view.phase === 'talking')) this.layout.composer.focus();
  }

  #ended() {
    this.speaking.recorder.close();
    this.ringer.stop();
    this.panel = null;
    this.layout.panel(null);
    if (this.was) this.layout.pane(this.root.host?.clientWidth < 760 ? 'order' : 'phone');
  }
}
