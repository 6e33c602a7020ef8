import { createContext, use, type ReactNode } from 'react';

/**
 * How the Markdown of prompts, introductions and feedback is shown. The reader of lessons is another room's:
 * whoever composes the page hands it in.
 */
export const ProseContext = createContext<(text: string) => ReactNode>((text) => <p>{text}</p>);

/** Markdown in the size of its surroundings; `reading`: in the size of a lesson. */
export function Prose({ text, size = 'body' }: { text: string; size?: 'body' | 'reading' }) {
  const prose = use(ProseContext)(text);
  return <div className={size === 'body' ? '[&_.reading]:text-body' : undefined}>{prose}</div>;
}
