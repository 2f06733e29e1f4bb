// The phone's keyboard: Alt and a letter works anywhere, the space bar talks when nothing is focused.
export const KEYS = [
  { code: 'KeyA', name: 'Alt+A', action: 'answer' },
  { code: 'KeyM', name: 'Alt+M', action: 'speak' },
  { code: 'KeyI', name: 'Alt+I', action: 'type' },
  { code: 'KeyR', name: 'Alt+R', action: 'repeat' },
  { code: 'KeyH', name: 'Alt+H', action: 'hold' },
  { code: 'KeyC', name: 'Alt+C', action: 'captions' },
  { code: 'KeyK', name: 'Alt+K', action: 'search' },
  { code: 'KeyT', name: 'Alt+T', action: 'transfer' },
  { code: 'KeyW', name: 'Alt+W', action: 'order' },
  { code: 'KeyX', name: 'Alt+X', action: 'hang_up' },
];

export class Keys {
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.listen = (event) => this.#pressed(event);
    document.addEventListener('keydown', this.listen, { capture: true });
    // Streamlit has one-letter shortcuts of its own; a letter typed here must not reach them.
    this.keep = (event) => event.stopPropagation();
    root.addEventListener('keydown', this.keep);
  }

  close() {
    document.removeEventListener('keydown', this.listen, { capture: true });
    this.root.removeEventListener('keydown', this.keep);
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.repeat) return;
    if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const key = KEYS.find(({ code }) => code === event.code);
      if (!key) return;
      event.preventDefault();
      event.stopPropagation();
      this.actions[key.action]();
    } else if (event.code === 'Space' && !event.altKey && !event.ctrlKey && !event.metaKey && idle()) {
      event.preventDefault();
      this.actions.speak();
    } else if (event.key === 'Escape') {
      this.actions.escape();
    }
  }
}

// Nothing that would take the key itself has the focus.
function idle() {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return !focused || focused === document.body || focused.dataset?.idle === 'true';
}
