// The call as this phone knows it: the server's last word, plus the turns that are on their way.
import { Problem, Unreachable } from './api.js';

const WAITS = [300, 600, 1200, 2000, 3000]; // milliseconds between attempts to reach the server

// What makes a turn worth nothing to send again.
const REFUSED = new Set(['bad_audio', 'too_long', 'bad_input', 'engine_failed']);

export class Conversation extends EventTarget {
  constructor({ api, outbox, clock, mine }) {
    super();
    this.mine = mine; // whether this tab is the one that acts
    this.api = api;
    this.outbox = outbox;
    this.clock = clock;
    this.view = null;
    this.transcript = [];
    this.found = null; // what the last search found
    this.article = null; // the article that is open
    this.network = 'ok'; // ok | away | signed_out | trouble
    this.trouble = '';
    this.sending = false;
    this.closed = false;
    this.answered = null;
    this.syncing = null; // a reading of the call that is under way
    this.attempts = 0;
    this.wake = () => {};
  }

  get phase() {
    return this.view?.phase ?? 'loading';
  }

  get ended() {
    return Boolean(this.view?.ended);
  }

  // When the call was picked up, as far as it is known.
  get answeredAt() {
    const answered = this.transcript.find((entry) => entry.type === 'answer') ?? this.transcript[0];
    return this.answered ?? answered?.at ?? null;
  }

  allows(type) {
    return Boolean(this.view?.allowed.includes(type));
  }

  get waiting() {
    return this.outbox.turns;
  }

  // Loads the call and what an earlier page left unsent. Resolves once the call is known.
  async open() {
    await this.outbox.open();
    for (;;) {
      try {
        this.#take(await this.api.view());
        this.#reach('ok');
        break;
      } catch (error) {
        if (this.closed) return;
        if (!this.#canWait(error)) throw error;
        await this.#pause(error);
      }
    }
  }

  // Reads the call anew, as after a conflict.
  resync() {
    this.syncing ??= Promise.all([this.#resync(), this.outbox.reread()]).finally(() => { this.syncing = null; });
    return this.syncing;
  }

  async #resync() {
    try {
      const view = await this.api.view();
      // A turn answered meanwhile knows more.
      if (view.seq >= this.view.seq) this.#take(view);
      this.#changed();
    } catch (error) {
      if (!this.#canWait(error)) throw error;
    }
  }

  async post(body, { audio = null, said = null } = {}) {
    await this.outbox.add({ body: { at: round(this.clock.now()), ...body }, audio, said });
    this.#changed();
    this.pump();
  }

  // Sends what waits, in order, one at a time, for as long as it takes.
  async pump() {
    if (this.sending || this.closed || !this.mine()) return;
    this.sending = true;
    try {
      while (this.outbox.length && !this.closed && this.mine()) await this.#sendFirst();
    } finally {
      this.sending = false;
      this.#changed();
    }
  }

  retryNow() {
    this.attempts = 0;
    this.wake();
    if (!this.sending && this.outbox.length) this.pump();
  }

  async wrapUp(fields) {
    const scorecard = await this.api.wrapUp(fields);
    this.view = { ...this.view, wrapped_up: true };
    this.#changed();
    return scorecard;
  }

  close() {
    this.closed = true;
    this.wake();
    this.outbox.close();
  }

  async #sendFirst() {
    await this.syncing; // the next number may have changed
    const turn = this.outbox.first;
    if (turn.seq === null) await this.outbox.number(turn, this.view.seq + 1);
    let answer;
    try {
      answer = await this.api.turn(turn);
    } catch (error) {
      if (this.closed) return;
      await this.#failed(turn, error);
      return;
    }
    if (this.closed) return; // the next page sends it again and gets the same answer
    this.#reach('ok');
    await this.outbox.remove(turn);
    const known = answer.seq <= this.view.seq;
    await this.#apply(turn, answer, known);
  }

  async #apply(turn, answer, known) {
    const taken = answer.seq >= turn.seq;
    if (!taken) await this.#unnumber();
    if (taken && !known) this.#record(turn, answer);
    const { seq, phase, allowed, ended, hold, desktop } = answer;
    if (!known || !taken) {
      this.view = {
        ...this.view,
        seq: Math.max(seq, this.view.seq),
        phase,
        allowed,
        ended: ended || null,
        hold: hold ?? null,
        silence_after: answer.silence_after ?? null,
        desktop: desktop ? { ...this.view.desktop, ...desktop } : this.view.desktop,
        saved_at: answer.saved_at ?? this.view.saved_at,
        wrap_up: answer.wrap_up ?? this.view.wrap_up,
        lines: answer.lines?.length ? answer.lines : this.view.lines,
        line: answer.line ?? this.view.line,
      };
    }
    if (answer.found) this.found = { words: turn.body.words, list: answer.found };
    if (answer.article) this.article = answer.article;
    if (answer.ended) await this.resync();
    this.#emit('answer', { turn, answer, taken, known });
    this.#changed();
  }

  // A turn that was not taken leaves its number to the next one.
  async #unnumber() {
    for (const turn of this.outbox.turns) if (turn.seq !== null) await this.outbox.number(turn, null);
  }

  #record(turn, answer) {
    const { body } = turn;
    const at = body.at ?? this.clock.now();
    if (body.type === 'say') {
      const heard = answer.heard ?? null;
      this.transcript.push({ seq: answer.seq, who: 'agent', text: heard?.text ?? body.text ?? '', at, heard });
    } else if (body.type !== 'silence') {
      if (body.type === 'answer') this.answered = at;
      this.transcript.push({ seq: answer.seq, who: 'event', type: body.type, at, detail: detail(body, answer) });
    }
    for (const line of answer.lines ?? []) {
      this.transcript.push({ seq: answer.seq, who: 'customer', text: line.text ?? '', at: this.clock.now(), line: line.id, tone: line.tone });
    }
  }

  async #failed(turn, error) {
    if (this.#canWait(error)) {
      await this.#pause(error);
      return;
    }
    const { code, status, body } = error;
    if (status === 409) {
      await this.outbox.remove(turn);
      await this.#unnumber();
      if (body.call) this.#take(body.call);
      else await this.resync();
      this.#emit('refused', { turn, code: code || 'out_of_order', message: error.message });
    } else if (status === 404) {
      await this.#pause(error); // somebody else has signed in here: the turn waits for its owner
    } else if (REFUSED.has(code) || (status >= 400 && status < 500)) {
      await this.outbox.remove(turn);
      await this.#unnumber();
      this.#emit('refused', { turn, code, message: error.message });
    } else {
      await this.#pause(error);
    }
    this.#changed();
  }

  #canWait(error) {
    if (error instanceof Unreachable) return true;
    if (!(error instanceof Problem)) return false;
    if (error.status === 401 || error.status === 429 || error.code === 'csrf') return true;
    return error.status >= 500 && error.code !== 'engine_failed';
  }

  async #pause(error) {
    if (error instanceof Unreachable) this.#reach('away');
    else if (error.status === 401 || error.code === 'csrf') this.#reach('signed_out');
    else if (error.status === 404) this.#reach('signed_out', 'someone_else');
    else if (error.status === 429) this.#reach('trouble', 'throttled');
    else this.#reach('trouble', error.code || 'server');
    const wait = error.retryAfter ? error.retryAfter * 1000 : WAITS[Math.min(this.attempts, WAITS.length - 1)];
    this.attempts += 1;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #reach(network, trouble = '') {
    if (network === 'ok') this.attempts = 0;
    if (this.network === network && this.trouble === trouble) return;
    const before = this.network;
    this.network = network;
    this.trouble = trouble;
    this.#emit('network', { before });
    this.#changed();
  }

  #take(view) {
    this.clock.sync(view.now);
    this.view = { saved_at: this.view?.saved_at, ...view };
    this.transcript = (view.transcript ?? []).filter((entry) => entry.type !== 'silence');
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #changed() {
    this.#emit('change', {});
  }
}

function detail(body, answer) {
  if (body.type === 'lookup') {
    const refused = (answer.events ?? []).find((event) => event.type === 'lookup_refused');
    return { record: body.record, missing: refused?.missing ?? null };
  }
  if (body.type === 'search') return { words: body.words };
  if (body.type === 'read') return { article: body.article };
  if (body.type === 'transfer') return { target: body.target, note: body.note ?? '' };
  return {};
}

function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
