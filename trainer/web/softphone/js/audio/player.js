// Plays the customer's lines one after the other. Stopping resolves `play` with false.
export class Player extends EventTarget {
  constructor({ sound, api, speak }) {
    super();
    this.sound = sound;
    this.api = api;
    this.speak = speak; // the browser's own voice, where it was chosen
    this.cache = new Map();
    this.current = null; // the line being said
    this.ends = null; // when the sounding line ends, on performance's clock
    this.run = 0;
    this.halt = () => {};
  }

  get playing() {
    return this.current !== null;
  }

  // Whether something can be heard, not only waits to be.
  get sounding() {
    return this.playing && this.ends !== null;
  }

  // Seconds of the current line that are still to be heard; 0 when nothing sounds.
  get left() {
    if (!this.current || this.ends === null) return 0;
    return this.ends === Infinity ? Infinity : this.ends - performance.now() / 1000;
  }

  // `began` and `finished` are told of each line. Resolves true when all were said to their end.
  async play(lines, { began = () => {}, finished = () => {} } = {}) {
    this.stop();
    const run = ++this.run;
    for (const line of lines) {
      this.#set(line);
      began(line);
      const whole = await this.#say(line, run);
      if (run !== this.run) return false;
      if (!whole) break;
      finished(line);
    }
    this.#set(null);
    return true;
  }

  stop() {
    this.run += 1;
    this.halt();
    this.halt = () => {};
    this.#set(null);
  }

  async #say(line, run) {
    if (this.speak.wanted(line)) {
      this.ends = Infinity;
      return this.speak.say(line, (halt) => { this.halt = halt; });
    }
    const context = this.sound.get();
    if (!context || !line.audio) return true;
    let samples;
    try {
      samples = await this.#samples(line.audio);
    } catch {
      if (run === this.run) this.dispatchEvent(new CustomEvent('mute', { detail: line }));
      return true; // the words are on the screen
    }
    const heard = await this.sound.ready();
    if (run !== this.run) return false;
    const saying = heard ? this.#sound(context, samples, run) : this.#pass(samples.duration);
    this.ends = performance.now() / 1000 + samples.duration;
    this.dispatchEvent(new Event('change'));
    return saying;
  }

  #sound(context, samples, run) {
    return new Promise((resolve) => {
      const source = context.createBufferSource();
      source.buffer = samples;
      source.connect(this.sound.output);
      source.onended = () => resolve(run === this.run);
      this.halt = () => {
        source.onended = null;
        source.stop();
        resolve(false);
      };
      source.start();
    });
  }

  // Where nothing can be heard a line takes its time all the same: whoever reads it is not called silent meanwhile.
  #pass(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000, true);
      this.halt = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }

  async #samples(address) {
    if (!this.cache.has(address)) {
      const loading = this.api.audio(address).then((bytes) => this.sound.get().decodeAudioData(bytes));
      this.cache.set(address, loading);
      loading.catch(() => this.cache.delete(address));
    }
    return this.cache.get(address);
  }

  #set(line) {
    if (this.current === line) return;
    this.current = line;
    this.ends = null;
    this.dispatchEvent(new Event('change'));
  }
}
