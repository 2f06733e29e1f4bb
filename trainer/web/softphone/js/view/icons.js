// Line icons, 24 by 24. They only repeat what the text beside them says, so screen readers skip them.
const NS = 'http://www.w3.org/2000/svg';
const PATHS = {
  answer: ['M6.5 3.5h3l1.5 4-2 1.6a12 12 0 0 0 5.9 5.9l1.6-2 4 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z'],
  hang_up: ['M3.2 14.6c4.6-5.4 13-5.4 17.6 0 .5.6.4 1.4-.1 1.9l-1.5 1.3c-.5.4-1.2.4-1.7 0l-2-1.6v-2.6a11 11 0 0 0-7 0v2.6l-2 1.6c-.5.4-1.2.4-1.7 0l-1.5-1.3c-.5-.5-.6-1.3-.1-1.9z'],
  speak: ['M12 3.5a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3z', 'M5.5 11.5a6.5 6.5 0 0 0 13 0', 'M12 18v3'],
  done: ['M5 12.5l4.5 4.5L19 7.5'],
  hold: ['M8.5 5v14', 'M15.5 5v14'],
  resume: ['M7.5 4.5l11 7.5-11 7.5z'],
  transfer: ['M4 8h14', 'M14.5 4.5L18 8l-3.5 3.5', 'M20 16H6', 'M9.5 12.5L6 16l3.5 3.5'],
  repeat: ['M4.5 12a7.5 7.5 0 1 0 2.4-5.5', 'M4.5 4.5v4h4'],
  captions: ['M4 5.5h16v13H4z', 'M7 11h5', 'M14.5 11H17', 'M7 14.5h2.5', 'M12 14.5h5'],
  settings: ['M4 7h9', 'M17 7h3', 'M15 5v4', 'M4 17h3', 'M11 17h9', 'M9 15v4', 'M4 12h5', 'M13 12h7', 'M11 10v4'],
  send: ['M4 12l16-7.5-5.5 16-3-6.5z', 'M11.5 14L20 4.5'],
  search: ['M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z', 'M15.5 15.5L20 20'],
  record: ['M5 4h14v16H5z', 'M8.5 8.5h7', 'M8.5 12h7', 'M8.5 15.5h4'],
  article: ['M6 3.5h8.5L19 8v12.5H6z', 'M14 3.5V8.5h5'],
  back: ['M14.5 5.5L8 12l6.5 6.5'],
  warning: ['M12 4L2.8 19.5h18.4z', 'M12 10v4.5', 'M12 16.9v.4'],
  info: ['M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', 'M12 11v5', 'M12 7.8v.4'],
  discard: ['M6 6l12 12', 'M18 6L6 18'],
  keyboard: ['M3 6.5h18v11H3z', 'M6.5 10h.5', 'M10 10h.5', 'M13.5 10h.5', 'M17 10h.5', 'M8 14h8'],
  phone: ['M7 3h10v18H7z', 'M11 18h2'],
  desk: ['M3.5 5h17v11h-17z', 'M9 20h6', 'M12 16v4'],
  order: ['M6 4.5h12v16H6z', 'M9.5 3h5v3h-5z', 'M9 11h6', 'M9 15h4'],
};

export function icon(name) {
  const svg = document.createElementNS(NS, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' })) {
    svg.setAttribute(key, value);
  }
  for (const d of PATHS[name] ?? []) {
    const path = document.createElementNS(NS, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

// A face that follows the tone of voice; it hints, as a voice does, and names nothing.
const FACES = {
  calm: ['M8 9.5v.6', 'M16 9.5v.6', 'M8.5 15.2h7'],
  worried: ['M8 10v.6', 'M16 10v.6', 'M6.6 7.9l2.6-.9', 'M17.4 7.9l-2.6-.9', 'M9 15.9q3-1.4 6 0'],
  upset: ['M8 10v.6', 'M16 10v.6', 'M6.6 7.4l2.8.7', 'M17.4 7.4l-2.8.7', 'M8.7 16.4q3.3-2.4 6.6 0'],
  angry: ['M8 10.2v.6', 'M16 10.2v.6', 'M6.4 6.8l3.2 1.8', 'M17.6 6.8l-3.2 1.8', 'M8.5 16.8q3.5-3.2 7 0'],
  relieved: ['M7 10q1-1.1 2 0', 'M15 10q1-1.1 2 0', 'M8.2 14.6q3.8 3 7.6 0'],
};

export function face(tone) {
  const svg = icon('');
  svg.setAttribute('class', 'face');
  for (const d of FACES[tone] ?? FACES.calm) {
    const path = document.createElementNS(NS, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
