// Which of the customer's lines were heard to their end here, so that a refresh repeats nothing and drops nothing.
const RECENT = 25; // seconds: a line said longer ago than this, of which nothing is known here, counts as heard

export class Heard {
  constructor(call) {
    this.key = `call-trainer:heard:${call}`;
    this.lines = {};
    try {
      this.lines = JSON.parse(localStorage.getItem(this.key) || '{}');
    } catch {
      // Then only this page's memory counts.
    }
  }

  began(line) {
    if (this.lines[line] !== 'done') this.#note(line, 'began');
  }

  finished(line) {
    this.#note(line, 'done');
  }

  // Of the last answer's lines those still to be played; `ages` are the seconds since each was said.
  unheard(lines, age) {
    const known = lines.some((line) => this.lines[line.id]);
    if (!known && age > RECENT) return [];
    return lines.filter((line) => this.lines[line.id] !== 'done');
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }

  #note(line, state) {
    this.lines[line] = state;
    try {
      localStorage.setItem(this.key, JSON.stringify(this.lines));
    } catch {
      // Memory still has it.
    }
  }
}
