// The design stays in this browser: nobody else needs it, and it is lost with the browser's data.
import { sane } from "./rules.js";

export function kept(place) {
  try {
    const found = JSON.parse(localStorage.getItem(place));
    return sane(found) ? found : null;
  } catch {
    return null;
  }
}

export function keep(place, design) {
  try {
    localStorage.setItem(place, JSON.stringify(design));
  } catch {
    // A browser that keeps nothing still lets people try.
  }
}
