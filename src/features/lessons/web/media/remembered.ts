/** What was chosen for recordings is kept on this device, for all of them. */
const SPEED_KEY = 'stoa.media.speed';
const CAPTIONS_KEY = 'stoa.media.captions';

export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export function storedSpeed(): number {
  const kept = Number(read(SPEED_KEY));
  return speeds.find((speed) => speed === kept) ?? 1;
}

export function storeSpeed(speed: number): void {
  write(SPEED_KEY, String(speed));
}

/** Language of the captions that were on last; null: they were off. */
export function storedCaptions(): string | null {
  return read(CAPTIONS_KEY);
}

export function storeCaptions(language: string | null): void {
  write(CAPTIONS_KEY, language);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is forbidden here.
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is forbidden here: the choice holds for this recording.
  }
}
