// What the trainee can set for this browser, and the keys that work everywhere.
import { h, show } from './dom.js';
import { KEYS } from '../keys.js';
import { BrowserHearing, BrowserVoice } from '../browser_speech.js';

export class Settings {
  constructor({ t, preferences, actions, browserSpeech }) {
    const allowed = browserSpeech;
    this.handsFree = choice({ name: t('hands_free'), note: t('hands_free_note'), on: preferences.get('handsFree'), change: (on) => actions.set('handsFree', on) });
    this.element = h('div', { class: 'panel settings', role: 'group', 'aria-label': t('settings') },
      h('h3', {}, t('settings')),
      range({ name: t('volume'), min: 0, max: 1, step: 0.05, value: preferences.get('volume'), input: (value) => actions.set('volume', value) }),
      this.handsFree,
      range({ name: t('patience'), min: 0.8, max: 4, step: 0.2, value: preferences.get('patience'), unit: t('seconds_short'), input: (value) => actions.set('patience', value) }),
      allowed && BrowserVoice.possible()
        ? choice({ name: t('browser_voice'), note: t('browser_voice_note'), on: preferences.get('browserVoice'), change: (on) => actions.set('browserVoice', on) }) : null,
      allowed && BrowserHearing.possible()
        ? choice({ name: t('browser_hearing'), note: t('browser_hearing_note'), on: preferences.get('browserHearing'), change: (on) => actions.set('browserHearing', on) }) : null,
      h('h3', {}, t('keys')),
      h('dl', { class: 'keys' }, KEYS.map(({ name, action }) => h('div', {}, h('dt', {}, h('kbd', {}, name)), h('dd', {}, t(`key_${action}`)))),
        h('div', {}, h('dt', {}, h('kbd', {}, t('space_bar'))), h('dd', {}, t('key_space')))));
    show(this.element, false);
  }

  // Without a microphone hands-free goes off by itself.
  update({ handsFree, microphone }) {
    const box = this.handsFree.querySelector('input');
    if (box.checked !== handsFree) box.checked = handsFree;
    box.disabled = !microphone;
  }
}

function choice({ name, note, on, change }) {
  const box = h('input', { type: 'checkbox', checked: on, on: { change: () => change(box.checked) } });
  return h('label', { class: 'choice' }, box, h('span', {}, h('b', {}, name), h('small', {}, note)));
}

function range({ name, min, max, step, value, unit = '', input }) {
  const shown = h('output', {}, unit ? `${value} ${unit}` : `${Math.round(value * 100)}%`);
  const slider = h('input', {
    type: 'range', min, max, step, value,
    on: { input: () => {
      const now = Number(slider.value);
      shown.textContent = unit ? `${now} ${unit}` : `${Math.round(now * 100)}%`;
      input(now);
    } },
  });
  return h('label', { class: 'range' }, h('span', {}, name), slider, shown);
}
