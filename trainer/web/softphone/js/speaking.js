// The trainee's words, however they come: spoken to the server, spoken to the browser's own recognition, or typed.
import { BrowserHearing } from './browser_speech.js';
import { Capture } from './audio/capture.js';
import { Recorder } from './recorder.js';

const TYPING = 4; // seconds after a key in which the trainee counts as typing

export class Speaking {
  // `mayHearHere`: whether the browser's recognition is allowed; `send(body, options)` posts a turn; `tell(key)` says
  // why nothing came of it; `typeInstead` leads to the field; `changed` and `moved` (the level) redraw.
  constructor({ lang, clock, customer, silence, preferences, mayHearHere, send, tell, typeInstead, changed, moved }) {
    Object.assign(this, { lang, clock, customer, silence, preferences, mayHearHere, send, tell, typeInstead, changed });
    this.trouble = Capture.possible(); // why there is no microphone, null when there may be one
    this.hearing = null; // the browser's recognition at work
    this.recording = null; // the hash of an unrecognised recording that the next typed words belong to
    this.typedAt = -100;
    this.recorder = new Recorder({
      clock,
      patience: () => preferences.get('patience'),
      onTurn: (turn) => this.#spoken(turn),
      onTrouble: (why) => this.#noMicrophone(why),
    });
    this.recorder.addEventListener('change', () => changed());
    this.recorder.addEventListener('level', () => moved(this.recorder));
  }

  get active() {
    return this.recorder.speaking || this.hearing !== null;
  }

  // Whether the trainee is about to say something, so that nobody calls it silence.
  get busy() {
    return this.active || this.recorder.starting || performance.now() / 1000 - this.typedAt < TYPING;
  }

  // What the composer shows.
  get state() {
    return this.hearing ? { speaking: true, listening: false, starting: false, recording: null, level: -60 } : this.recorder;
  }

  start() {
    const over = this.customer.cutIn();
    this.silence.word();
    if (this.mayHearHere() && this.preferences.get('browserHearing') && BrowserHearing.possible()) this.#hearHere(over);
    else this.recorder.start({ over });
  }

  async done() {
    if (!this.hearing) {
      this.recorder.finish();
      return;
    }
    const { hearing } = this;
    this.hearing = null;
    const words = await hearing.stop();
    if (words) this.send({ type: 'say', text: words, began: hearing.began, over_customer: hearing.over || null, browser_heard: true }, { said: words });
    else this.tell('nothing_heard');
    this.changed();
  }

  discard() {
    this.hearing?.cancel();
    this.hearing = null;
    this.recorder.discard();
    this.silence.word();
  }

  typing() {
    this.typedAt = performance.now() / 1000;
    this.silence.word();
  }

  type(words, began) {
    const over = this.customer.cutIn();
    const body = { type: 'say', text: words, began: began ?? this.clock.now(), over_customer: over || null };
    if (this.recording) body.recording = this.recording;
    this.recording = null;
    this.send(body, { said: words });
  }

  // Hands-free, while `wanted`.
  listen(wanted) {
    if (wanted && !this.trouble) this.recorder.listen();
    else if (this.recorder.listening) this.recorder.stopListening();
  }

  // The customer has the word.
  pause() {
    this.recorder.stopListening();
  }

  close() {
    this.recorder.close();
    this.hearing?.cancel();
  }

  #hearHere(over) {
    this.hearing = new BrowserHearing({ lang: this.lang, onText: () => this.silence.word() });
    this.hearing.over = over;
    this.hearing.began = this.clock.now();
    try {
      this.hearing.start();
    } catch {
      this.hearing = null;
      this.#noMicrophone('absent');
    }
    this.changed();
  }

  #spoken({ audio, since, began, over }) {
    const { lineEnded } = this.customer;
    // To where the sound begins: the server adds what passes in it before the first word.
    const delay = lineEnded !== null && !over ? Math.max(0, since - lineEnded) : null;
    this.send({ type: 'say', began, over_customer: over || null, answer_delay: delay }, { audio });
  }

  #noMicrophone(why) {
    if (why === 'short') {
      this.tell('nothing_heard');
      return;
    }
    if (why !== 'busy' && why !== 'lost') this.trouble = why;
    this.preferences.set('handsFree', false);
    this.tell(`microphone_${why}`);
    this.typeInstead();
  }
}
