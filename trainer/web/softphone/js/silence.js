// Notices when nobody has said a word for as long as the customer will wait.
export class Silence {
  constructor({ limit, busy, report }) {
    this.limit = limit; // () => seconds or null
    this.busy = busy; // () => true while silence is not counted
    this.report = report; // (seconds) => void
    this.since = performance.now();
  }

  // A word of either side, a key typed, a recording stopped: counting begins anew.
  word() {
    this.since = performance.now();
  }

  tick() {
    const limit = this.limit();
    if (limit === null || limit === undefined || this.busy()) {
      this.word();
      return;
    }
    const seconds = (performance.now() - this.since) / 1000;
    if (seconds < limit) return;
    this.word();
    this.report(Math.round(seconds * 10) / 10);
  }
}
