// One AudioContext for all that is heard. A browser lets it sound only after a gesture; until then `locked` is true.
export class Sound extends EventTarget {
  constructor() {
    super();
    this.context = null;
    this.volume = 1;
    this.wanted = 0;
    this.unlock = () => this.resume();
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, this.unlock, { capture: true });
  }

  get() {
    if (this.context === null) {
      const Kind = window.AudioContext || window.webkitAudioContext;
      if (!Kind) return null;
      this.context = new Kind();
      this.output = this.context.createGain();
      this.output.gain.value = this.volume;
      this.output.connect(this.context.destination);
      this.context.onstatechange = () => this.dispatchEvent(new Event('change'));
    }
    return this.context;
  }

  get locked() {
    const context = this.get();
    return context !== null && context.state !== 'running';
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
    if (context?.state === 'suspended') {
      try {
        await context.resume();
      } catch {
        // The next gesture tries again.
      }
    }
  }

  // Resolves once sound may be heard, or at once where there is no audio at all.
  async ready() {
    const context = this.get();
    if (!context || context.state === 'running') return;
    this.resume();
    this.wanted += 1;
    await new Promise((resolve) => {
      const check = () => {
        if (context.state === 'suspended') return;
        this.removeEventListener('change', check);
        resolve();
      };
      this.addEventListener('change', check);
      check();
    });
    this.wanted -= 1;
  }

  close() {
    for (const type of ['pointerdown', 'keydown']) window.removeEventListener(type, this.unlock, { capture: true });
    this.context?.close();
    this.context = null;
  }
}
