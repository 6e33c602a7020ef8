export interface LessonAddresses {
  /** Before the paths of the server's doors; empty unless the application stands under a path of its own. */
  base?: string;
  cohortId: string;
  /** Lesson keys that the text links to, with their ids. */
  links: Readonly<Record<string, string>>;
}

export type Address =
  /** A lesson of the course, or what the course says about itself. */
  | { kind: 'page'; to: string }
  | { kind: 'material'; href: string; name: string }
  /** A link to a lesson or file that the course does not have. */
  | { kind: 'missing' }
  | { kind: 'web'; href: string };

/** Where a link or picture in a lesson's text leads: `lesson:`, `material:` and `course:` are the course's own. */
export function addressOf(url: string, { base = '', cohortId, links }: LessonAddresses): Address {
  if (url.startsWith('course:overview')) return { kind: 'page', to: `/c/${cohortId}#about` };
  if (url.startsWith('lesson:')) {
    const [key = '', anchor] = url.slice('lesson:'.length).split('#');
    const lessonId = links[decodeURI(key)] ?? links[key];
    if (!lessonId) return { kind: 'missing' };
    return { kind: 'page', to: `/c/${cohortId}/lessons/${lessonId}${anchor ? `#${anchor}` : ''}` };
  }
  const material = /^material:([0-9a-f]{64})\/([^#]+)(#.*)?$/.exec(url);
  if (material) {
    const [, hash = '', encoded = '', fragment = ''] = material;
    const name = decoded(encoded);
    const href = `${base}/api/cohorts/${cohortId}/materials/${hash}/${encodeURIComponent(name)}${fragment}`;
    return { kind: 'material', href, name };
  }
  if (url === '' || url.startsWith('missing:')) return { kind: 'missing' };
  return { kind: 'web', href: url };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // A percent sign that belongs to the name.
  }
}
