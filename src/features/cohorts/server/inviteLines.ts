import { email as emailShape, personName } from '#features/identity/contract.ts';

/** One address of a pasted list. */
export interface InviteLine {
  /** As it was given, cut short. */
  given: string;
  /** null: there is no address in it that could be one. */
  email: string | null;
  name: string | null;
}

const shownAtMost = 120;
/** What is longer is no name, and hundreds of lines of it would take long to find so. */
const nameAtMost = 240;
const between = /[\s<>,;:"'()[\]]+/;

/**
 * Reads a list of addresses as people paste them: one a line or several, `Ada Lovelace <ada@example.org>`, a
 * name beside the address as a spreadsheet gives it.
 */
export function readInviteLines(lines: readonly string[]): InviteLine[] {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(piecesOf)
    .map(readPiece);
}

function piecesOf(line: string): string[] {
  if (line.split('@').length <= 2) return [line];
  // Several on one line: whatever lies between the separators and has an address in it.
  const pieces = line.split(/[,;\t]+/).map((piece) => piece.trim());
  return pieces
    .flatMap((piece) => (piece.split('@').length <= 2 ? [piece] : piece.split(/\s+/)))
    .filter((piece) => piece.includes('@'));
}

/** Something on both sides of an @. */
function isAddressLike(word: string): boolean {
  const at = word.indexOf('@', 1);
  return at > 0 && at < word.length - 1;
}

function readPiece(piece: string): InviteLine {
  const given = piece.slice(0, shownAtMost);
  const found = piece.split(between).find(isAddressLike) ?? '';
  const parsed = emailShape.safeParse(found.replace(/\.+$/, ''));
  const rest = piece
    .replace(found, ' ')
    .replaceAll(/[<>",;\t]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const name = rest.length <= nameAtMost ? personName.safeParse(rest) : undefined;
  return { given, email: parsed.success ? parsed.data : null, name: name?.success ? name.data : null };
}
