// The rules of a good menu, and what each level says. Pure: a design in, findings out.
//
// A design is {level, queue}; a level {say, zero, choices}; a choice {name, then: "queue" | "menu" | "info", level?, info?}.
// Its key is its place: the first choice is 1. A path is the list of choices' places that leads to a level.
import { PHRASES } from "./phrases.js";

export const MOST_LEVELS = 3;
export const MOST_CHOICES = 5;
export const MOST_SECONDS = 30;
export const RULES = ["levels", "choices", "seconds", "zero", "queue"];
const LIMITS = { depth: 6, choices: 9, say: 600, name: 60, info: 300, queue: 300 };
const RATE = { zh: 4.5, en: 2.6 }; // characters, words a second

// Every level with its path, from the top down.
export function levels(level, path = []) {
  const below = level.choices.flatMap((choice, place) => (choice.then === "menu" ? levels(choice.level, [...path, place]) : []));
  return [{ level, path }, ...below];
}

export function levelAt(design, path) {
  let level = design.level;
  for (const place of path) level = level?.choices[place]?.then === "menu" ? level.choices[place].level : undefined;
  return level;
}

export function said(level, lang) {
  const phrases = PHRASES[lang];
  const choices = level.choices.map((choice, place) => phrases.choice.replace("{name}", choice.name.trim() || "…").replace("{key}", place + 1));
  return [ended(level.say, lang), ...choices, level.zero ? phrases.zero : ""].filter(Boolean).join(lang === "zh" ? "" : " ");
}

function ended(words, lang) {
  const trimmed = words.trim();
  return !trimmed || /[.!?。！？…]$/.test(trimmed) ? trimmed : trimmed + (lang === "zh" ? "。" : ".");
}

// What somebody hears in the queue; the numbers are an example's.
export function queueSaid(design, lang) {
  const { place, wait, sample } = PHRASES[lang];
  return ended(design.queue, lang).replaceAll(place, sample.place).replaceAll(wait, sample.wait);
}

// About how long it takes to say.
export function seconds(words, lang) {
  const latin = words.match(/[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*/g)?.length ?? 0;
  const digits = words.match(/\d/g)?.length ?? 0;
  const han = words.match(/\p{Script=Han}/gu)?.length ?? 0;
  return lang === "zh" ? (han + digits + 2 * latin) / RATE.zh : (latin + digits + han / 2) / RATE.en;
}

// Each rule with the places that break it: {path, value}; the queue's place is "queue", and value what is missing there.
export function check(design, lang) {
  const all = levels(design.level);
  const { place, wait } = PHRASES[lang];
  const untold = [["place", place], ["wait", wait]].filter(([, mark]) => !design.queue.includes(mark)).map(([name]) => name);
  const where = (test, value) => all.filter(test).map((each) => ({ path: each.path, value: value(each) }));
  return {
    levels: where(({ path }) => path.length >= MOST_LEVELS, ({ path }) => path.length + 1),
    choices: where(({ level }) => level.choices.length > MOST_CHOICES, ({ level }) => level.choices.length),
    seconds: where(({ level }) => seconds(said(level, lang), lang) > MOST_SECONDS, ({ level }) => Math.ceil(seconds(said(level, lang), lang))),
    zero: where(({ level }) => !level.zero, () => 0),
    queue: untold.length ? [{ path: "queue", value: untold }] : [],
  };
}

// What is not finished, which no rule forbids: {path, what: "empty" | "nameless" | "silent", place?}.
export function unfinished(design) {
  return levels(design.level).flatMap(({ level, path }) => [
    ...(level.choices.length ? [] : [{ path, what: "empty" }]),
    ...level.choices.flatMap((choice, place) => [
      ...(choice.name.trim() ? [] : [{ path, place, what: "nameless" }]),
      ...(choice.then === "info" && !(choice.info ?? "").trim() ? [{ path, place, what: "silent" }] : []),
    ]),
  ]);
}

// Pieces short enough to be spoken at once, cut where sentences end.
export function pieces(words, most = 280) {
  const found = [];
  let piece = "";
  for (const sentence of words.match(/[^。！？.!?]+[。！？.!?]*\s*/g) ?? []) {
    for (let rest = sentence; rest; rest = rest.slice(most)) {
      const part = rest.slice(0, most);
      if (piece && piece.length + part.length > most) {
        found.push(piece.trim());
        piece = "";
      }
      piece += part;
    }
  }
  return [...found, piece.trim()].filter(Boolean);
}

// What was kept in the browser, if it is a design; whoever edits the storage by hand gets the example.
export function sane(design) {
  const words = (value, most) => typeof value === "string" && value.length <= most;
  const level = (found, depth) => Boolean(found) && depth <= LIMITS.depth && words(found.say, LIMITS.say) && typeof found.zero === "boolean"
    && Array.isArray(found.choices) && found.choices.length <= LIMITS.choices && found.choices.every((choice) => choice
      && words(choice.name, LIMITS.name) && ["queue", "menu", "info"].includes(choice.then)
      && (choice.info === undefined || words(choice.info, LIMITS.info))
      && (choice.then !== "menu" || choice.level) && (choice.level === undefined || level(choice.level, depth + 1)));
  return Boolean(design) && words(design.queue, LIMITS.queue) && level(design.level, 1);
}

export { LIMITS };
