// What a trainee sets once on this browser.
const KEY = 'call-trainer:phone';
const DEFAULTS = {
  captions: true,
  handsFree: false,
  patience: 1.6, // seconds of quiet after which hands-free takes the words as finished
  browserVoice: false,
  browserHearing: false,
  volume: 1,
};

export class Preferences {
  constructor() {
    this.values = { ...DEFAULTS };
    try {
      Object.assign(this.values, JSON.parse(localStorage.getItem(KEY) || '{}'));
    } catch {
      // A browser that keeps nothing gives the defaults.
    }
  }

  get(name) {
    return this.values[name];
  }

  set(name, value) {
    this.values[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.values));
    } catch {
      // It then holds until the page is left.
    }
  }
}
