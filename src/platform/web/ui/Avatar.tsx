/** Four tints that stay apart under every kind of colour sight. */
const tints = [
  'bg-[light-dark(#e6ecfd,#1d2848)] text-[light-dark(#143796,#b4caff)]',
  'bg-[light-dark(#f9e6da,#3b2110)] text-[light-dark(#7c3a14,#f2b391)]',
  'bg-[light-dark(#f3e4ec,#3a1f30)] text-[light-dark(#6f3555,#eab4d0)]',
  'bg-[light-dark(#e8e4da,#34312a)] text-[light-dark(#3a1a2e,#fce3bc)]',
] as const;

/** A person's face where there is no picture: initials on a tint that stays the person's own. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'md' | 'lg' }) {
  const box = size === 'lg' ? 'size-16 text-section' : 'size-9 text-label';
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-[50%] select-none ${box} ${tints[tintOf(name)]}`}
    >
      <bdi>{initialsOf(name)}</bdi>
    </span>
  );
}

/** First letters of the first and the last name; one letter for a single name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

function tintOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = Math.imul(sum ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return (sum >>> 13) % tints.length;
}
