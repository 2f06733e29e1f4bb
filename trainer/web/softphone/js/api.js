// Talks to /api. Tells apart: the network is away (Unreachable), and the server said no (Problem).
export class Unreachable extends Error {}

export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.code = body.code || '';
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

const TIMEOUT = 20_000;
const AUDIO_TIMEOUT = 90_000; // the server gives its recogniser 60 s
const GATEWAY = new Set([502, 503, 504]);

export class Api {
  constructor(base, call) {
    this.root = `${base}/api`;
    this.base = base;
    this.call = `${this.root}/calls/${encodeURIComponent(call)}`;
    this.token = null;
  }

  async session() {
    const session = await this.#json('GET', `${this.root}/session`);
    this.token = session.csrf;
    return session;
  }

  async signIn(name, password) {
    if (this.token === null) await this.session();
    const session = await this.#json('POST', `${this.root}/session`, { name, password });
    this.token = session.csrf ?? null;
    if (this.token === null) await this.session();
  }

  view() {
    return this.#json('GET', this.call);
  }

  async turn({ seq, body, audio }) {
    if (!audio) return this.#unsafe(`${this.call}/turns`, { seq, ...body });
    const form = new FormData();
    for (const [name, value] of Object.entries({ seq, ...body })) {
      if (value !== null && value !== undefined) form.append(name, String(value));
    }
    form.append('audio', audio, 'turn.wav');
    return this.#unsafe(`${this.call}/turns`, form);
  }

  wrapUp(fields) {
    return this.#unsafe(`${this.call}/wrap-up`, { fields });
  }

  async audio(path) {
    const response = await this.#fetch(new URL(this.base + path, window.location.origin).href, {}, TIMEOUT);
    if (!response.ok) throw new Problem(response.status, {}, null);
    return response.arrayBuffer();
  }

  async #unsafe(url, body) {
    if (this.token === null) await this.session();
    try {
      return await this.#json('POST', url, body);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'csrf') throw error;
      await this.session(); // a restarted server hands out a new one
      return this.#json('POST', url, body);
    }
  }

  async #json(method, url, body) {
    const options = { method, headers: { Accept: 'application/json' } };
    if (method !== 'GET') options.headers['X-Trainer-CSRF'] = this.token ?? '';
    if (body instanceof FormData) {
      options.body = body;
    } else if (body !== undefined) {
      options.headers['Content-Type'] = 'application/json';
      options.body = JSON.stringify(body);
    }
    const response = await this.#fetch(url, options, body instanceof FormData ? AUDIO_TIMEOUT : TIMEOUT);
    let answer = null;
    try {
      answer = await response.json();
    } catch (error) {
      if (response.ok) throw new Unreachable(String(error)); // cut off half way: ask again
    }
    if (response.ok) return answer;
    if (GATEWAY.has(response.status) && !answer?.code) throw new Unreachable(`HTTP ${response.status}`);
    throw new Problem(response.status, answer ?? {}, Number(response.headers.get('Retry-After')) || null);
  }

  async #fetch(url, options, timeout) {
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), timeout);
    try {
      return await fetch(url, { ...options, credentials: 'same-origin', cache: 'no-store', signal: cut.signal });
    } catch (error) {
      throw new Unreachable(String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}
