/**
 * Whether `$…$` is a formula and not two prices: nothing is blank inside of its dollars, and no digit
 * follows. `$$…$$` always is one.
 *
 * @param source with its dollars
 * @param after the character behind it
 */
export function isFormula(source: string, after: string | undefined): boolean {
  if (source.startsWith('$$')) return true;
  const inside = source.slice(1, -1);
  return inside !== '' && inside.trim() === inside && !/\d/.test(after ?? '');
}

/** Whether a text that is still being written may hold formulas; once it is published, the server says so. */
export function mayHoldMaths(markdown: string): boolean {
  if (/^ {0,3}(```|~~~)\s*math\b/m.test(markdown) || markdown.includes('$$')) return true;
  return [...markdown.matchAll(/\$[^$\n]+\$/g)].some(({ 0: source, index }) =>
    isFormula(source, markdown[index + source.length]),
  );
}
