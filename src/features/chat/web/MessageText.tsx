import type { Element, ElementContent, Root, Text } from 'hast';
import { createContext, memo, use, useMemo, type ComponentProps } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { SKIP, visit } from 'unist-util-visit';
import { namedParts, type Mentionable } from './mentions.ts';
import { useChatWords } from './useChatWords.ts';

interface MessageTextProps {
  text: string;
  /** Who is named in it. */
  mentions: readonly Mentionable[];
  /** Naming the reader is shown differently. */
  meId: string;
}

const MeContext = createContext('');
const plugins = [remarkGfm];
const allowed = [
  ...['p', 'em', 'strong', 'del', 'code', 'pre', 'a', 'ul', 'ol', 'li', 'blockquote', 'br', 'hr', 'input'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'mark'],
];

/**
 * What somebody wrote, as Markdown: HTML in it stands as it was typed, since no reader of HTML is among the plugins,
 * and pictures of other sites are links, which tell those sites nothing about who reads.
 */
export const MessageText = memo(function MessageText({ text, mentions, meId }: MessageTextProps) {
  const rehypePlugins = useMemo(() => [rehypeNames(mentions)], [mentions]);
  return (
    <MeContext value={meId}>
      <div dir="auto" className="grid grid-cols-[minmax(0,1fr)] gap-2 [overflow-wrap:anywhere]">
        <Markdown
          remarkPlugins={plugins}
          rehypePlugins={rehypePlugins}
          allowedElements={allowed}
          unwrapDisallowed
          components={components}
        >
          {text}
        </Markdown>
      </div>
    </MeContext>
  );
});

/** Puts a mark around the names of those who are meant, but not in code. */
function rehypeNames(people: readonly Mentionable[]) {
  return () =>
    (tree: Root): void => {
      if (people.length === 0) return;
      visit(tree, (node, index, parent) => {
        if (node.type === 'element' && (node.tagName === 'code' || node.tagName === 'a')) return SKIP;
        if (node.type !== 'text' || !parent || index === undefined) return undefined;
        const parts = namedParts(node.value, people).map(partOf);
        parent.children.splice(index, 1, ...(parts as typeof parent.children));
        return [SKIP, index + parts.length];
      });
    };
}

function partOf({ text, who }: ReturnType<typeof namedParts>[number]): ElementContent {
  const said: Text = { type: 'text', value: text };
  if (!who) return said;
  const mark: Element = { type: 'element', tagName: 'mark', properties: { title: who.id }, children: [said] };
  return mark;
}

const components: Components = {
  p: ({ children }) => <p className="whitespace-pre-line">{children}</p>,
  // The line break that follows it in the text is kept already.
  br: () => null,
  a: ({ href, children }) => <TextLink href={href}>{children}</TextLink>,
  img: ({ src, alt }) => <TextLink href={String(src ?? '')}>{alt || String(src ?? '')}</TextLink>,
  mark: ({ title, children }) => <Named id={title}>{children}</Named>,
  ul: ({ children }) => <ul className="grid list-disc gap-1 ps-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="grid list-decimal gap-1 ps-6">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="grid gap-2 border-s-4 border-hairline ps-3 text-muted">{children}</blockquote>
  ),
  hr: () => <hr className="w-16 border-t border-control" />,
  strong: ({ children }) => <strong className="font-strong">{children}</strong>,
  code: ({ children, className }) =>
    className || (typeof children === 'string' && children.endsWith('\n')) ? (
      <code className="font-mono">{children}</code>
    ) : (
      <code className="rounded-bar bg-quiet px-1 py-0.5 font-mono text-[0.9em]">{children}</code>
    ),
  pre: ({ children }) => <Code>{children}</Code>,
  input: ({ checked }) => <span aria-hidden="true">{checked ? '☑ ' : '☐ '}</span>,
  table: ({ children }) => <Table>{children}</Table>,
  th: ({ children }) => (
    <th className="border border-hairline px-2 py-1 text-start font-strong">{children}</th>
  ),
  td: ({ children }) => <td className="border border-hairline px-2 py-1 align-top">{children}</td>,
  h1: Loud,
  h2: Loud,
  h3: Loud,
  h4: Loud,
  h5: Loud,
  h6: Loud,
};

/** A message has no headings: they would be among those of the page. */
function Loud({ children }: Pick<ComponentProps<'p'>, 'children'>) {
  return <p className="text-title">{children}</p>;
}

/** What is left of an address that is none of the web's is nothing: then the words stand without one. */
function TextLink({ href = '', children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  const { t } = useChatWords();
  if (href === '' || href.startsWith('#')) return <span>{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer nofollow ugc"
      className="text-accent underline decoration-1 hover:decoration-2"
    >
      {children}
      <span className="sr-only"> {t('message.newWindow')}</span>
    </a>
  );
}

function Named({ id, children }: { id: string | undefined; children?: ComponentProps<'p'>['children'] }) {
  const isMe = use(MeContext) === id;
  return (
    <bdi
      className={`rounded-bar px-1 font-strong ${isMe ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent-strong'}`}
    >
      {children}
    </bdi>
  );
}

function Code({ children }: Pick<ComponentProps<'pre'>, 'children'>) {
  const { t } = useChatWords();
  return (
    <pre
      dir="ltr"
      tabIndex={0}
      role="group"
      aria-label={t('message.code')}
      className="overflow-x-auto rounded-control border border-hairline bg-quiet px-3 py-2 text-label font-regular [overflow-wrap:normal]"
    >
      {children}
    </pre>
  );
}

function Table({ children }: Pick<ComponentProps<'table'>, 'children'>) {
  const { t } = useChatWords();
  return (
    <div role="group" aria-label={t('message.table')} tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-label font-regular">{children}</table>
    </div>
  );
}
