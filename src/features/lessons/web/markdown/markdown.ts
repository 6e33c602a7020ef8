import type { Options } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { rehypeHeadings } from './headings.ts';
import { rehypeRawHtml } from './rawHtml.ts';

type Plugins = NonNullable<Options['remarkPlugins']>;

/** What reads and sets formulas; see maths.ts, which is fetched for texts that have some. */
export interface MathsPlugins {
  remark: Plugins;
  rehype: Plugins;
}

const schema = {
  ...defaultSchema,
  strip: ['script', 'style', 'title', 'template', 'noscript'],
  attributes: {
    ...defaultSchema.attributes,
    // Formulas are code until they are set.
    code: [['className', /^language-./, 'math-inline', 'math-display'] as [string, RegExp, string, string]],
  },
  protocols: {
    ...defaultSchema.protocols,
    href: [...(defaultSchema.protocols?.href ?? []), 'lesson', 'material', 'course', 'missing'],
    src: [...(defaultSchema.protocols?.src ?? []), 'material'],
  },
};

/**
 * How a lesson's Markdown becomes a tree; the order matters. What comes from the text is cleaned before
 * formulas are set, so that nothing a text holds can pass for something that we made.
 */
export function markdownOptions(title: string, under = 1, maths?: MathsPlugins): Options {
  return {
    remarkPlugins: [remarkGfm, ...(maths?.remark ?? [])],
    // The sanitizer puts its own prefix before every id.
    remarkRehypeOptions: { clobberPrefix: '' },
    rehypePlugins: [
      rehypeRawHtml,
      [rehypeSanitize, schema],
      [rehypeHeadings, { title, under }],
      ...(maths?.rehype ?? []),
    ],
  };
}
