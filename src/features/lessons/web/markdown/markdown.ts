import type { Options } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { rehypeHeadings } from './headings.ts';
import { rehypeRawHtml } from './rawHtml.ts';

const schema = {
  ...defaultSchema,
  strip: ['script', 'style', 'title', 'template', 'noscript'],
  protocols: {
    ...defaultSchema.protocols,
    href: [...(defaultSchema.protocols?.href ?? []), 'lesson', 'material', 'course', 'missing'],
    src: [...(defaultSchema.protocols?.src ?? []), 'material'],
  },
};

/** How a lesson's Markdown becomes a tree; the order matters, what comes from the text is cleaned first. */
export function markdownOptions(title: string, under = 1): Options {
  return {
    remarkPlugins: [remarkGfm],
    // The sanitizer puts its own prefix before every id.
    remarkRehypeOptions: { clobberPrefix: '' },
    rehypePlugins: [rehypeRawHtml, [rehypeSanitize, schema], [rehypeHeadings, { title, under }]],
  };
}
