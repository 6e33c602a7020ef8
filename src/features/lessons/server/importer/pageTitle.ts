import { withoutNumber, humanise } from './naming.ts';
import type { Heading, Page } from './page.ts';

export interface Title {
  text: string;
  /** The heading it came from, when that can go from the text. */
  lifted: Heading | undefined;
  /** Told by the page as its title, not guessed from a lower heading or a file name. */
  sure: boolean;
}

// Headings with which any page might open.
const openers = new Set([
  'introduction',
  'intro',
  'overview',
  'lesson overview',
  'contents',
  'table of contents',
  'toc',
  'outline',
  'agenda',
  'summary',
  'about',
  'description',
  'background',
  'welcome',
  'readme',
  'getting started',
  'before you start',
  'prerequisites',
  'requirements',
  'goals',
  'objectives',
  'learning goals',
  'learning objectives',
  'pre-lecture quiz',
]);

const maxLength = 200;

/**
 * The title of a page that nobody wrote for us: its first `h1`, else the heading it opens with unless any page
 * could open so, else its name.
 *
 * @param name of the file without extension, or of the folder when the page is its README
 */
export function titleOf(page: Page, given: string | undefined, name: string): Title {
  const spoken = page.headings.filter((heading) => heading.text !== '');
  const h1 = spoken.find((heading) => heading.depth === 1 && heading.leading);
  if (given !== undefined) {
    const same = h1 && withoutNumber(h1.text) === withoutNumber(given) ? h1 : undefined;
    return { text: short(withoutNumber(given)), lifted: liftable(same), sure: true };
  }
  if (h1) return { text: short(withoutNumber(h1.text)), lifted: liftable(h1), sure: true };
  const first = spoken[0];
  if (
    first?.leading &&
    first.depth > 1 &&
    !openers.has(
      first.text
        .slice(0, 60)
        .toLowerCase()
        .replace(/[\s:.]+$/, ''),
    )
  ) {
    return { text: short(withoutNumber(first.text)), lifted: liftable(first), sure: false };
  }
  const late = spoken.find((heading) => heading.depth === 1);
  if (late) return { text: short(withoutNumber(late.text)), lifted: undefined, sure: true };
  return { text: short(humanise(name)), lifted: undefined, sure: false };
}

function liftable(heading: Heading | undefined): Heading | undefined {
  return heading?.removable ? heading : undefined;
}

function short(text: string): string {
  return cut(text, maxLength);
}

/** Ends at a word where it can; never in the middle of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  const space = head.lastIndexOf(' ');
  const whole = space > max * 0.6 ? head.slice(0, space) : head.replace(/[\ud800-\udbff]$/, '');
  return `${whole.replace(/[\s,;:.]+$/, '')}…`;
}
