// The customer's voice: each line heard once and to its end, cut off when the trainee speaks, and again when asked.
const TAIL = 0.7; // seconds before the end of a line from which an answer no longer cuts in

export class Customer {
  // `finished` is called after each line heard to its end, `silent` when nothing is left to say.
  constructor({ player, heard, clock, view, finished, silent }) {
    this.player = player;
    this.heard = heard;
    this.clock = clock;
    this.view = view; // () => the call as it stands
    this.finished = finished;
    this.silent = silent;
    this.lineEnded = null; // on the call's clock
    this.repeating = false;
  }

  get lastLines() {
    const { lines, line } = this.view();
    if (lines?.length) return lines;
    return line ? [line] : [];
  }

  // Resolves true when all was said.
  async say(lines) {
    this.repeating = false;
    const whole = await this.player.play(lines, {
      began: (line) => this.heard.began(line.id),
      finished: (line) => {
        this.heard.finished(line.id);
        this.lineEnded = this.clock.now();
        this.finished();
      },
    });
    this.silent();
    return whole;
  }

  repeat() {
    const lines = this.lastLines;
    if (!lines.length) return;
    this.say(lines);
    this.repeating = true;
  }

  // Takes up a call: what was not heard to its end is said now.
  resume(transcript) {
    const { phase, lines, now } = this.view();
    const last = transcript.filter((entry) => entry.who === 'customer').pop();
    if (phase === 'ringing' || !lines?.length || !last) return;
    const left = this.heard.unheard(lines, now - last.at);
    if (left.length) this.say(left);
  }

  // Stops the voice; true when that cut in on the customer, not on the last syllable or on a line heard again.
  cutIn() {
    const over = this.player.left > TAIL && !this.repeating;
    if (this.player.playing) {
      const { current } = this.player;
      this.player.stop();
      for (const line of this.view().lines ?? []) this.heard.finished(line.id);
      if (current) this.heard.finished(current.id);
      this.lineEnded = this.clock.now();
    }
    return over;
  }
}
