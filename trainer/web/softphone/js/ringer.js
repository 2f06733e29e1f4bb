// The telephone's own sounds, by what the call is doing.
import { Tones } from './audio/tones.js';

const PICK_UP = 5; // seconds until the called customer picks up

export class Ringer {
  constructor({ sound }) {
    this.tones = new Tones(sound);
    this.dialled = false;
  }

  ring() {
    this.tones.ring();
  }

  music() {
    this.tones.music();
  }

  dead() {
    this.tones.dead();
  }

  // Rings at the customer's end; `answered` is called once, when they pick up.
  dial(now, answered) {
    this.tones.ringback();
    if (now < PICK_UP || this.dialled) return;
    this.dialled = true;
    answered();
  }

  stop() {
    this.tones.stop();
  }
}
