// The call's clock: seconds since it began to ring, kept by the server and continued here between its answers.
export class Clock {
  constructor() {
    this.offset = null;
  }

  sync(now) {
    if (typeof now !== 'number') return;
    this.offset = now - performance.now() / 1000;
  }

  now() {
    return this.offset === null ? 0 : Math.max(0, this.offset + performance.now() / 1000);
  }
}
