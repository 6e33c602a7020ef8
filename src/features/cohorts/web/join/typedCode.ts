const length = 8;
/** The code of a live session, which stands on a wall: six digits. */
const ofSession = /^\d{6}$/;
const onlyDigits = /^\d{4,6}$/;

/** Whether a code leads into a live session, and not into a cohort. */
export function isSessionCode(code: string): boolean {
  return ofSession.test(code);
}

/** What somebody typed as a code: shown in two groups of capitals, and the code once it is whole. */
export function typedCode(typed: string): { shown: string; code: string | undefined } {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, length);
  const group = onlyDigits.test(letters) ? 3 : length / 2;
  return {
    shown: letters.length > group ? `${letters.slice(0, group)} ${letters.slice(group)}` : letters,
    code: letters.length === length || isSessionCode(letters) ? letters : undefined,
  };
}
