// What the phone says about itself: the connection, the microphone, what could not be done.
export class Wording {
  constructor({ t, known, conversation }) {
    this.t = t;
    this.known = known; // whether there are words by that name
    this.conversation = conversation;
  }

  // The strip over the desk: {kind, words} or null. What matters most comes first.
  notice({ signedOut, elsewhere, message }) {
    if (signedOut) return { kind: 'signed_out', words: this.t('signed_out') };
    const words = this.network();
    if (words) return { kind: this.conversation.network, words };
    if (elsewhere) return { kind: 'elsewhere', words: this.t('elsewhere') };
    if (message) return { kind: 'message', words: message };
    return null;
  }

  // The connection's state, null while all is well.
  network() {
    const { network, trouble, waiting } = this.conversation;
    if (network === 'away') return waiting.length ? this.t('reconnecting_kept', { n: waiting.length }) : this.t('reconnecting');
    if (network === 'signed_out') return this.t(trouble === 'someone_else' ? 'someone_else' : 'signed_out');
    if (network === 'trouble' && trouble === 'throttled') return this.t('throttled');
    if (network === 'trouble') return this.t(trouble === 'store_failed' ? 'store_failed' : 'trouble');
    return null;
  }

  // A problem of the server's in the reader's language.
  problem(code) {
    const key = `problem_${code}`;
    return this.known(key) ? this.t(key) : this.t('problem_failed');
  }

  // Beside Speak, during the call.
  microphone({ microphone, deaf }) {
    if (microphone) return this.t(`microphone_${microphone}`);
    return deaf ? this.t('no_recogniser_short') : '';
  }

  // Said before the call: how the trainee will be heard.
  beforehand({ microphone, deaf }) {
    if (microphone) return this.t(`microphone_${microphone}`);
    return deaf ? this.t('no_recogniser_before') : '';
  }
}
