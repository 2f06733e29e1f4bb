// Tells where words begin and end in a stream of levels, against a noise floor that follows the room.
const ABOVE = 10; // dB over the floor that count as speech
const QUIETEST = -58; // dBFS: below this nothing is speech, however quiet the room
const BEGINS = 0.19; // seconds of speech before it is believed
const FALL = 0.25; // how fast the floor follows a quieter room, per chunk
const RISE = 0.012; // and a louder one
const TRANSIENT = 0.35; // seconds after opening in which only the floor is learnt

export class Endpoint {
  constructor(patience) {
    this.patience = patience;
    this.floor = -50;
    this.age = 0;
    this.reset();
  }

  // Forgets the words, not the room.
  reset() {
    this.speaking = false;
    this.loud = 0;
    this.quiet = 0;
  }

  // Takes one chunk's level (dBFS) and length; answers 'began', 'ended' or null.
  hear(level, seconds) {
    this.age += seconds;
    const speech = level > Math.max(this.floor + ABOVE, QUIETEST);
    if (!speech || !this.speaking) this.floor += (level - this.floor) * (level < this.floor ? FALL : RISE);
    if (this.age < TRANSIENT) return null;
    if (!this.speaking) {
      this.loud = speech ? this.loud + seconds : Math.max(0, this.loud - seconds);
      if (this.loud < BEGINS) return null;
      this.speaking = true;
      this.quiet = 0;
      return 'began';
    }
    this.quiet = speech ? 0 : this.quiet + seconds;
    if (this.quiet < this.patience) return null;
    this.reset();
    return 'ended';
  }
}
