// One AudioContext for all that is heard. A browser lets it sound only after a gesture; until then `locked` is true.
// What a browser takes for a gesture differs: for a finger Safari waits until it is lifted.
const GESTURES = ['pointerdown', 'pointerup', 'click', 'keydown'];
const ANSWERS = 5000; // milliseconds after a gesture within which a computer that can sound does

// `silent` is true where nothing can be heard although it may be: Firefox waits for ever when there is no loudspeaker.
export class Sound extends EventTarget {
  constructor() {
    super();
    this.context = null;
    this.volume = 1;
    this.wanted = 0;
    this.silent = false;
    this.doubt = null; // runs from a gesture until sound comes
    this.unlock = () => this.#unlock();
    for (const type of GESTURES) window.addEventListener(type, this.unlock, { capture: true });
  }

  get() {
    if (this.context === null) {
      const Kind = window.AudioContext || window.webkitAudioContext;
      if (!Kind) return null;
      this.context = new Kind();
      this.output = this.context.createGain();
      this.output.gain.value = this.volume;
      this.output.connect(this.context.destination);
      this.context.onstatechange = () => this.#changed();
    }
    return this.context;
  }

  get locked() {
    const context = this.get();
    return context !== null && context.state !== 'running' && !this.silent;
  }

  // Something wants to sound and may not yet.
  get waiting() {
    return this.wanted > 0;
  }

  setVolume(volume) {
    this.volume = volume;
    if (this.output) this.output.gain.value = volume;
  }

  async resume() {
    const context = this.get();
    if (!context || context.state === 'running' || context.state === 'closed') return;
    try {
      await context.resume(); // suspended, or in Safari interrupted by a telephone call
    } catch {
      // The next gesture tries again.
    }
  }

  // Resolves with true once sound may be heard, with false where none will be.
  async ready() {
    const context = this.get();
    if (!context) return false;
    if (context.state === 'running') return true;
    this.resume();
    this.wanted += 1;
    await new Promise((resolve) => {
      const check = () => {
        if (context.state !== 'running' && context.state !== 'closed' && !this.silent) return;
        this.removeEventListener('change', check);
        resolve();
      };
      this.addEventListener('change', check);
      check();
    });
    this.wanted -= 1;
    return context.state === 'running';
  }

  close() {
    for (const type of GESTURES) window.removeEventListener(type, this.unlock, { capture: true });
    clearTimeout(this.doubt);
    this.context?.close();
    this.context = null;
  }

  #unlock() {
    this.resume();
    if (this.get()?.state !== 'running') this.doubt ??= setTimeout(() => this.#judge(), ANSWERS);
  }

  // A finger that only scrolled was no gesture: the next one may be.
  #judge() {
    this.doubt = null;
    if (this.context.state === 'running' || navigator.userActivation?.hasBeenActive === false) return;
    this.silent = true;
    this.dispatchEvent(new Event('silent'));
    this.#changed();
  }

  #changed() {
    if (this.context?.state === 'running') this.silent = false;
    this.dispatchEvent(new Event('change'));
  }
}
