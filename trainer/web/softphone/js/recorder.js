// Taking down the trainee's words: on a click, or hands-free. Tells `onTurn` of each finished recording.
import { Capture, NoMicrophone } from './audio/capture.js';
import { Endpoint } from './audio/endpoint.js';

export const LONGEST = 60; // seconds; the server takes 61
const BEFORE = 6; // chunks kept from before speech was noticed: about 0.4 s
const SHORTEST = 0.25; // seconds; less was a slip of the finger

export class Recorder extends EventTarget {
  constructor({ clock, patience, onTurn, onTrouble }) {
    super();
    this.clock = clock;
    this.patience = patience;
    this.onTurn = onTurn;
    this.onTrouble = onTrouble;
    this.capture = new Capture();
    this.capture.addEventListener('chunk', ({ detail }) => this.#chunk(detail));
    this.capture.addEventListener('lost', () => this.#lost());
    this.recording = null; // {since: the sound's first moment, began: the first word's, over, seconds, automatic}
    this.listening = false; // hands-free, waiting for a word
    this.starting = false;
    this.level = -100;
    this.recent = [];
    this.endpoint = new Endpoint(1.6);
  }

  get speaking() {
    return this.recording !== null;
  }

  // Opens the microphone and records until `finish`. `over`: the customer was talking.
  async start({ over = false } = {}) {
    if (this.recording || this.starting) return;
    this.starting = true;
    this.#changed();
    try {
      await this.capture.start();
    } catch (error) {
      this.#trouble(error);
      return;
    } finally {
      this.starting = false;
      this.#changed();
    }
    this.endpoint.reset();
    this.capture.record();
    this.#begin({ over, automatic: false });
  }

  // Hands-free: waits for speech by itself.
  async listen() {
    if (this.listening || this.recording || this.starting) return;
    this.starting = true;
    try {
      await this.capture.start();
      this.endpoint.patience = this.patience();
      this.endpoint.reset();
      this.recent = [];
      this.listening = true;
    } catch (error) {
      this.#trouble(error);
    } finally {
      this.starting = false;
      this.#changed();
    }
  }

  stopListening() {
    if (!this.listening) return;
    this.listening = false;
    if (this.recording?.automatic) this.discard();
    else if (!this.recording) this.capture.rest();
    this.#changed();
  }

  finish() {
    const { recording } = this;
    if (!recording) return;
    this.recording = null;
    const seconds = recording.seconds;
    const audio = this.capture.finish();
    if (!this.listening) this.capture.rest();
    this.#changed();
    if (seconds < SHORTEST) {
      this.onTrouble('short');
      return;
    }
    this.onTurn({ audio, since: recording.since, began: recording.began ?? recording.since, over: recording.over, seconds });
  }

  discard() {
    this.recording = null;
    this.capture.discard();
    if (!this.listening) this.capture.rest();
    this.#changed();
  }

  close() {
    this.recording = null;
    this.listening = false;
    this.capture.close();
  }

  #begin({ over, automatic }) {
    this.recording = { since: this.clock.now(), began: null, over, seconds: 0, automatic };
    this.#changed();
  }

  #chunk({ chunk, level, seconds }) {
    this.level = level;
    const heard = this.recording || this.listening ? this.endpoint.hear(level, seconds) : null;
    if (this.listening && !this.recording) {
      this.recent = [...this.recent.slice(-BEFORE + 1), chunk];
      if (heard === 'began') {
        this.capture.keep(this.recent);
        this.#begin({ over: false, automatic: true });
        this.recording.since -= this.recent.length * seconds;
        this.recording.began = this.recording.since;
        this.recent = [];
      }
    } else if (this.recording) {
      this.recording.seconds += seconds;
      if (heard === 'began') this.recording.began ??= this.clock.now() - 0.2;
      if (this.recording.seconds >= LONGEST || (heard === 'ended' && this.recording.automatic)) this.finish();
    }
    this.dispatchEvent(new Event('level'));
  }

  #lost() {
    const was = this.recording;
    this.recording = null;
    this.listening = false;
    this.#changed();
    if (was) this.onTrouble('lost');
  }

  #trouble(error) {
    this.listening = false;
    this.onTrouble(error instanceof NoMicrophone ? error.why : 'absent');
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
