import type { Findings } from './findings.ts';
import type { Page } from './page.ts';

/** Headings that make an outline, and pictures that can be read aloud. */
export function checkText(page: Page, title: string, findings: Findings): void {
  let level = 1;
  for (const [index, heading] of page.headings.entries()) {
    const { line, depth, text } = heading;
    if (text === '') findings.fault(page.path, line, 'heading-empty', 'This heading has no words.');
    if (depth === 1 && !(index === 0 && heading.leading && heading.removable && text === title)) {
      const message = 'The title is in the front matter; headings in the text begin at `##`.';
      findings.fault(page.path, line, 'heading-level', message);
    } else if (depth > level + 1) {
      const message = `A heading of level ${depth} follows one of level ${level}: readers who listen miss a step.`;
      findings.note(page.path, line, 'heading-skips', message);
    }
    level = depth;
  }
  for (const { line, described } of page.pictures) {
    if (!described)
      findings.note(
        page.path,
        line,
        'picture-undescribed',
        'This picture has no description for those who cannot see it.',
      );
  }
}
