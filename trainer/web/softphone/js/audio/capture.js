// The microphone. It stays open between turns of one call, so that the first word is never cut off.
import { RATE, wav } from './wav.js';

const WORKLET = `
class Take extends AudioWorkletProcessor {
  constructor() { super(); this.samples = new Float32Array(1024); this.at = 0; }
  process([input]) {
    const channel = input[0];
    if (!channel) return true;
    for (const value of channel) {
      this.samples[this.at++] = value;
      if (this.at === this.samples.length) {
        this.port.postMessage(this.samples.slice());
        this.at = 0;
      }
    }
    return true;
  }
}
registerProcessor('call-trainer-take', Take);
`;

const STARTS = 5000; // milliseconds a browser may take to start recording once it has the microphone

// Why there is no microphone: `insecure`, `absent`, `refused`, `busy`, `stuck`.
export class NoMicrophone extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const WHY = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
};

export class Capture extends EventTarget {
  constructor() {
    super();
    this.chunks = null; // what is being recorded
    this.context = null;
    this.stream = null;
    this.opening = null;
  }

  static possible() {
    if (!window.isSecureContext) return 'insecure';
    if (!navigator.mediaDevices?.getUserMedia || !window.AudioWorkletNode) return 'absent';
    return null;
  }

  get open() {
    return this.stream !== null;
  }

  // Asks for the microphone; raises NoMicrophone.
  async start() {
    const never = Capture.possible();
    if (never) throw new NoMicrophone(never);
    if (!this.open) {
      this.opening ??= this.#open().finally(() => { this.opening = null; });
      await this.opening;
    }
    this.stream.getAudioTracks().forEach((track) => { track.enabled = true; });
    await this.#running();
  }

  record() {
    this.chunks = [];
  }

  // Hands-free keeps the last moment before speech was noticed.
  keep(chunks) {
    this.chunks = [...chunks];
  }

  // The recording as a wav file.
  finish() {
    const chunks = this.chunks ?? [];
    this.chunks = null;
    return wav(chunks, this.context.sampleRate);
  }

  discard() {
    this.chunks = null;
  }

  // Between turns the track is silenced, and browsers show that nothing is taken.
  rest() {
    this.stream?.getAudioTracks().forEach((track) => { track.enabled = false; });
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close();
    this.stream = null;
    this.context = null;
    this.chunks = null;
  }

  async #open() {
    let stream;
    try {
      const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      throw new NoMicrophone(WHY[error.name] ?? 'absent');
    }
    try {
      await this.#listen(stream, new AudioContext({ sampleRate: RATE }));
    } catch {
      await this.#listen(stream, new AudioContext()); // a browser that can't change the rate: done in wav.js
    }
    stream.getAudioTracks()[0].onended = () => {
      this.close();
      this.dispatchEvent(new Event('lost'));
    };
    this.stream = stream;
  }

  // Firefox never starts to record, and never says so, on a computer without a loudspeaker.
  async #running() {
    let timer;
    const late = new Promise((_resolve, reject) => { timer = setTimeout(reject, STARTS, new NoMicrophone('stuck')); });
    try {
      await Promise.race([this.context.resume(), late]);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #listen(stream, context) {
    const address = URL.createObjectURL(new Blob([WORKLET], { type: 'text/javascript' }));
    try {
      await context.audioWorklet.addModule(address);
      const source = context.createMediaStreamSource(stream);
      const node = new AudioWorkletNode(context, 'call-trainer-take', { numberOfOutputs: 0 });
      node.port.onmessage = ({ data }) => this.#took(data);
      source.connect(node);
      this.context = context;
    } catch (error) {
      context.close();
      throw error;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  #took(chunk) {
    let sum = 0;
    for (const value of chunk) sum += value * value;
    const level = 10 * Math.log10(sum / chunk.length + 1e-10); // dBFS
    const seconds = chunk.length / this.context.sampleRate;
    this.chunks?.push(chunk);
    this.dispatchEvent(new CustomEvent('chunk', { detail: { chunk, level, seconds } }));
  }
}
