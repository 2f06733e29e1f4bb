// The moments of a call and the times between them. Pure: seconds in, seconds out.
export const LONGEST = 480;
export const STEP = 5;
export const HOLD = 40;
export const START = [0, 30, 150, 180];

export function timesOf([ring, answer, hangUp, done]) {
  return { answer: answer - ring, handling: done - answer, trunk: hangUp - ring, talk: hangUp - answer, after: done - hangUp };
}

// The moments with one of them moved: it keeps its place in the order, and a talk is as long as its hold.
export function moved(moments, which, to, hold) {
  const room = hold ? HOLD : 0;
  const least = which === 0 ? 0 : moments[which - 1] + (which === 2 ? room : 0);
  const most = which === 3 ? LONGEST : moments[which + 1] - (which === 1 ? room : 0);
  const wanted = Math.round(to / STEP) * STEP;
  const next = [...moments];
  next[which] = Math.min(Math.max(wanted, least), most);
  return next;
}

// A hold makes the talk longer, and all that comes after later; null when there is no room.
export function withHold(moments, hold) {
  const by = hold ? HOLD : -HOLD;
  if (moments[3] + by > LONGEST || moments[2] + by < moments[1]) return null;
  return [moments[0], moments[1], moments[2] + by, moments[3] + by];
}

export const TASKS = [
  (times) => times.handling === 300 && times.trunk === 260,
  (times) => times.answer === 20 && times.handling === 300 && times.after === 0,
  (times) => times.answer === 20 && times.handling === 255 && times.trunk === 260,
];
