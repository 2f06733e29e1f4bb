// The browser's own voices and recognition (Web Speech API), for practice, where the trainee chose them.
const TAGS = { zh: 'zh-CN', en: 'en-US' };
const TONES = {
  calm: { rate: 1, pitch: 1 },
  worried: { rate: 1.06, pitch: 1.08 },
  upset: { rate: 1.1, pitch: 1.1 },
  angry: { rate: 1.18, pitch: 1.15 },
  relieved: { rate: 0.97, pitch: 1 },
};

export class BrowserVoice {
  constructor({ lang, chosen }) {
    this.tag = TAGS[lang] ?? lang;
    this.chosen = chosen;
  }

  static possible() {
    return 'speechSynthesis' in window;
  }

  wanted(line) {
    return Boolean(line.text) && this.chosen() && BrowserVoice.possible();
  }

  // Resolves true when the line was said to its end; `hold` is given the function that stops it.
  say(line, hold) {
    return new Promise((resolve) => {
      const words = new SpeechSynthesisUtterance(line.text);
      const { rate, pitch } = TONES[line.tone] ?? TONES.calm;
      words.lang = this.tag;
      words.rate = rate;
      words.pitch = pitch;
      words.onend = () => resolve(true);
      words.onerror = () => resolve(true);
      hold(() => {
        words.onend = null;
        words.onerror = null;
        speechSynthesis.cancel();
        resolve(false);
      });
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    });
  }
}

export class BrowserHearing {
  constructor({ lang, onText }) {
    this.tag = TAGS[lang] ?? lang;
    this.onText = onText; // (text so far)
    this.text = '';
    this.engine = null;
  }

  static possible() {
    return Boolean(window.SpeechRecognition || window.webkitSpeechRecognition);
  }

  start() {
    const Engine = window.SpeechRecognition || window.webkitSpeechRecognition;
    this.text = '';
    this.engine = new Engine();
    this.engine.lang = this.tag;
    this.engine.continuous = true;
    this.engine.interimResults = true;
    this.engine.onresult = ({ results }) => {
      this.text = [...results].map((result) => result[0].transcript).join('');
      this.onText(this.text);
    };
    this.finished = new Promise((resolve) => {
      this.engine.onend = () => resolve(this.text.trim());
      this.engine.onerror = () => resolve(this.text.trim());
    });
    this.engine.start();
  }

  // The words, once the engine has settled on them; empty when it heard none.
  stop() {
    this.engine?.stop();
    const late = new Promise((resolve) => { setTimeout(() => resolve(this.text.trim()), 2500); });
    return Promise.race([this.finished ?? Promise.resolve(''), late]);
  }

  cancel() {
    this.engine?.abort();
  }
}
