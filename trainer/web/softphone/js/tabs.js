// Which of this browser's tabs holds the call. The one used last has it; the others fall quiet and say so.
export class Tabs {
  constructor(call, { onLost, onMoved }) {
    this.id = crypto.randomUUID?.() ?? String(Math.random());
    this.active = false;
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`call-trainer:${call}`);
    if (!this.channel) return;
    this.channel.onmessage = ({ data }) => {
      if (data.from === this.id) return;
      if (data.what === 'mine') {
        const had = this.active;
        this.active = false;
        if (had) onLost();
      } else if (data.what === 'moved') {
        onMoved();
      }
    };
  }

  // Returns true when another tab may have had it till now.
  claim() {
    if (this.active) return false;
    this.active = true;
    this.channel?.postMessage({ what: 'mine', from: this.id });
    return true;
  }

  // Tells the other tabs that the call has moved on.
  moved() {
    this.channel?.postMessage({ what: 'moved', from: this.id });
  }

  close() {
    this.channel?.close();
  }
}
