// The phone's styles, and whether the page around it is light or dark.
const SHEET = new URL('../../css/phone.css', import.meta.url).href;
const WAIT = 4000; // milliseconds; an unstyled phone is still a phone

export function styled(root) {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = SHEET;
    link.onload = resolve;
    link.onerror = resolve;
    setTimeout(resolve, WAIT);
    root.append(link);
  });
}

// Keeps `data-scheme` on the shell in step with Streamlit's background; returns the function that stops it.
export function followTheme(host, shell) {
  const look = () => {
    const background = getComputedStyle(host).getPropertyValue('--st-background-color').trim();
    const scheme = dark(background) ? 'dark' : 'light';
    if (shell.dataset.scheme !== scheme) shell.dataset.scheme = scheme;
  };
  look();
  const timer = setInterval(look, 1000);
  return () => clearInterval(timer);
}

function dark(colour) {
  const probe = document.createElement('canvas').getContext('2d');
  probe.fillStyle = '#fff';
  probe.fillStyle = colour || '#fff';
  const found = /^#(..)(..)(..)/.exec(probe.fillStyle);
  if (!found) return false;
  const [red, green, blue] = found.slice(1).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
