// The sounds of a telephone, made here: ringing, the far end's ringing, music on hold, the line going dead.
const RING = { frequencies: [425, 450], on: 1, off: 2.6, level: 0.16 };
const RINGBACK = { frequencies: [450], on: 1, off: 4, level: 0.07 };

// A calm loop in C: beats at 66 a minute, [semitones above C4, length in beats].
const MELODY = [[4, 2], [7, 1], [9, 1], [7, 2], [4, 2], [5, 2], [9, 1], [12, 1], [11, 2], [7, 2]];
const BASS = [-12, -12, -8, -8, -7, -7, -5, -5];
const BEAT = 60 / 66;

export class Tones {
  constructor(sound) {
    this.sound = sound;
    this.stopping = () => {};
    this.playing = null;
  }

  ring() {
    this.#start('ring', (context, output) => cadence(context, output, RING));
  }

  ringback() {
    this.#start('ringback', (context, output) => cadence(context, output, RINGBACK));
  }

  music() {
    this.#start('music', hold);
  }

  // Three short beeps: the line is dead.
  dead() {
    const context = this.sound.get();
    if (!context || context.state !== 'running') return;
    for (let beep = 0; beep < 3; beep += 1) {
      note(context, this.sound.output, { frequency: 425, from: context.currentTime + beep * 0.45, seconds: 0.22, level: 0.06 });
    }
  }

  stop() {
    this.stopping();
    this.stopping = () => {};
    this.playing = null;
  }

  #start(name, make) {
    if (this.playing === name) return;
    this.stop();
    this.playing = name;
    let stopped = false;
    let end = () => {};
    this.stopping = () => {
      stopped = true;
      end();
    };
    this.sound.ready().then((heard) => {
      const context = this.sound.get();
      if (stopped || !heard || !context) return;
      const gain = context.createGain();
      gain.connect(this.sound.output);
      const halt = make(context, gain);
      end = () => {
        halt();
        gain.gain.setTargetAtTime(0, context.currentTime, 0.03);
        setTimeout(() => gain.disconnect(), 200);
      };
    });
  }
}

function cadence(context, output, { frequencies, on, off, level }) {
  const once = () => {
    for (const frequency of frequencies) note(context, output, { frequency, from: context.currentTime, seconds: on, level });
  };
  once();
  const timer = setInterval(once, (on + off) * 1000);
  return () => clearInterval(timer);
}

function hold(context, output) {
  const total = MELODY.reduce((sum, [, beats]) => sum + beats, 0) * BEAT;
  const once = () => {
    let from = context.currentTime + 0.05;
    const began = from;
    for (const [semitones, beats] of MELODY) {
      note(context, output, { frequency: pitch(semitones), from, seconds: beats * BEAT * 0.95, level: 0.05, soft: true });
      from += beats * BEAT;
    }
    BASS.forEach((semitones, index) => {
      const at = began + index * 2 * BEAT;
      note(context, output, { frequency: pitch(semitones), from: at, seconds: 2 * BEAT, level: 0.045, soft: true });
    });
  };
  once();
  const timer = setInterval(once, total * 1000);
  return () => clearInterval(timer);
}

function pitch(semitones) {
  return 261.63 * 2 ** (semitones / 12);
}

function note(context, output, { frequency, from, seconds, level, soft = false }) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = soft ? 'triangle' : 'sine';
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(level, from + (soft ? 0.08 : 0.02));
  gain.gain.setValueAtTime(level, from + seconds - 0.1);
  gain.gain.linearRampToValueAtTime(0, from + seconds);
  oscillator.connect(gain).connect(output);
  oscillator.start(from);
  oscillator.stop(from + seconds + 0.02);
}
