"""A slow line, for finding presses that are lost: with TRAINER_LATE=1.5 what the server sends comes up to 1.5 s late.

Each message and each answer is late by another time, in their order, as on any line. Tests pass all the same, or
something is wrong with them or with the product.
"""

import os

from playwright.sync_api import BrowserContext

LATE = float(os.environ.get("TRAINER_LATE", "0"))
_SCRIPT = """
(() => {
  const most = MOST, later = setTimeout, now = performance.now.bind(performance);
  const delay = () => most * Math.random() ** 3; // mostly short, sometimes long
  const line = () => {
    const held = [];
    let free = 0;
    return (arrive) => {
      held.push(arrive);
      free = Math.max(free, now() + delay());
      later(() => held.shift()(), free - now());
    };
  };
  const listen = WebSocket.prototype.addEventListener;
  WebSocket.prototype.addEventListener = function (type, listener, options) {
    if (type !== "message") return listen.call(this, type, listener, options);
    const put = (this.lateLine ??= line());
    return listen.call(this, type, (event) => put(() => listener.call(this, event)), options);
  };
  const ask = fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    await new Promise((done) => later(done, delay()));
    return answer;
  };
})();
"""


def late(context: BrowserContext) -> BrowserContext:
    """The context, late where that is asked for."""
    if LATE:
        context.add_init_script(_SCRIPT.replace("MOST", str(1000 * LATE)))
    return context
