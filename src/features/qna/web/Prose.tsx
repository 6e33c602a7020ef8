import { createContext, use, type ReactNode } from 'react';

/**
 * How the Markdown of answers is shown. The reader of lessons is another room's: whoever composes the page
 * hands it in, and it is one that lets no HTML of the text through.
 */
export const AnswerProseContext = createContext<(text: string) => ReactNode>((text) => (
  <p className="whitespace-pre-line">{text}</p>
));

/** Markdown in the size of its surroundings. */
export function Prose({ text }: { text: string }) {
  return <div className="[&_.reading]:text-body">{use(AnswerProseContext)(text)}</div>;
}
