// Turns that the server has not confirmed yet, kept in IndexedDB so that a refresh or a crash loses none.
const DATABASE = 'call-trainer-phone';
const STORE = 'turns';

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: 'key', autoIncrement: true });
      store.createIndex('call', 'call');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Outbox {
  constructor(call) {
    this.call = call;
    this.turns = [];
    this.database = null;
  }

  get length() {
    return this.turns.length;
  }

  get first() {
    return this.turns[0];
  }

  // Opens the store and takes up what an earlier page left unsent. Without IndexedDB (a private window) memory serves.
  async open() {
    try {
      this.database = await opened();
      const index = this.#store('readonly').index('call');
      this.turns = await settled(index.getAll(IDBKeyRange.only(this.call)));
    } catch {
      this.database = null;
    }
  }

  // `seq` stays null until the turn is first sent: a turn before it may turn out not to count.
  async add(turn) {
    const kept = { call: this.call, seq: null, audio: null, ...turn };
    this.turns.push(kept);
    await this.#write(async (store) => {
      kept.key = await settled(store.add(kept));
    });
    return kept;
  }

  async number(turn, seq) {
    turn.seq = seq;
    await this.#write((store) => settled(store.put(turn)));
  }

  async remove(turn) {
    this.turns = this.turns.filter((other) => other !== turn);
    await this.#write((store) => settled(store.delete(turn.key)));
  }

  // Another tab may have sent some of them meanwhile, or left some of its own. What was added since stays.
  async reread() {
    if (!this.database) return;
    const before = new Set(this.turns);
    try {
      const stored = await settled(this.#store('readonly').index('call').getAll(IDBKeyRange.only(this.call)));
      const keys = new Set(stored.map(({ key }) => key));
      const known = new Set(this.turns.map(({ key }) => key));
      const left = this.turns.filter((turn) => !before.has(turn) || turn.key === undefined || keys.has(turn.key));
      this.turns = [...stored.filter(({ key }) => !known.has(key)), ...left];
    } catch {
      // What is in memory still stands.
    }
  }

  close() {
    this.database?.close();
    this.database = null;
  }

  #store(mode) {
    return this.database.transaction(STORE, mode).objectStore(STORE);
  }

  async #write(change) {
    if (!this.database) return;
    try {
      await change(this.#store('readwrite'));
    } catch {
      // A full disk must not stop the call: the turn is still in memory and goes out from there.
    }
  }
}
