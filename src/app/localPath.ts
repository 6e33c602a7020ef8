/** A path of ours, never another site's. */
export function localPath(given: unknown): string | undefined {
  return typeof given === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(given) ? given : undefined;
}
