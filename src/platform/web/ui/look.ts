export type Look = 'system' | 'light' | 'dark';

const LOOK_KEY = 'stoa.look';

/** The look chosen on this device; look.js read the same place before the first paint. */
export function storedLook(): Look {
  try {
    const look = localStorage.getItem(LOOK_KEY);
    return look === 'light' || look === 'dark' ? look : 'system';
  } catch {
    return 'system'; // Storage is forbidden here.
  }
}

export function chooseLook(look: Look): void {
  if (look === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = look;
  try {
    localStorage.setItem(LOOK_KEY, look);
  } catch {
    // Storage is forbidden here: the choice holds until the page is left.
  }
}
