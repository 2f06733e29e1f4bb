// 16-bit mono PCM in a RIFF file, at the rate the recogniser wants.
export const RATE = 16_000;

export function wav(chunks, rate) {
  const samples = resampled(joined(chunks), rate);
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, index) => {
    const cut = Math.max(-1, Math.min(1, value));
    view.setInt16(44 + index * 2, cut < 0 ? cut * 0x8000 : cut * 0x7fff, true);
  });
  return new Blob([view], { type: 'audio/wav' });
}

function joined(chunks) {
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

// For browsers that capture only at the device's rate: the mean over each new sample's span, which also filters.
function resampled(samples, rate) {
  if (rate === RATE) return samples;
  const step = rate / RATE;
  const result = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < result.length; index += 1) {
    const from = Math.floor(index * step);
    const to = Math.max(from + 1, Math.floor((index + 1) * step));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += samples[at];
    result[index] = sum / (to - from);
  }
  return result;
}
