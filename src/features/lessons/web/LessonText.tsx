import type { Element } from 'hast';
import { createContext, Suspense, use, useEffect, useMemo, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown, { defaultUrlTransform, type Components } from 'react-markdown';
import { Link, useLocation } from 'react-router';
import { DownloadIcon } from '#platform/web/ui/icons.tsx';
import { part } from '#platform/web/ui/part.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { kindOf } from './files.ts';
import { addressOf, type LessonAddresses } from './markdown/addresses.ts';
import { embedIn } from './markdown/embeds.ts';
import { textOf } from './markdown/headings.ts';
import { markdownOptions, type MathsPlugins } from './markdown/markdown.ts';
import './reading.css';

const Embed = part(() => import('./media/Embed.tsx'), 'Embed');

/** Fenced blocks that belong to other rooms. */
export interface LessonBlocks {
  /** What stands for ```` ```quiz ````; `key` is what the block holds, without the blanks around it. */
  quiz: (key: string) => ReactNode;
}

/** What a text needs to know beside itself. */
export interface LessonSurroundings extends LessonAddresses {
  /** Addresses of `embed:` lines that may be shown in a frame. */
  embeds: readonly string[];
  /** Without it, blocks of other rooms are left out. */
  blocks: LessonBlocks | undefined;
}

export const SurroundingsContext = createContext<LessonSurroundings>({
  cohortId: '',
  links: {},
  embeds: [],
  blocks: undefined,
});
const InLinkContext = createContext(false);

export interface LessonTextProps {
  title: string;
  markdown: string;
  under: number;
  maths?: MathsPlugins;
}

/** Markdown as a lesson shows it. */
export function LessonText({ title, markdown, under, maths }: LessonTextProps) {
  const options = useMemo(() => markdownOptions(title, under, maths), [title, under, maths]);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  }, [hash, markdown]);
  return (
    <Markdown {...options} urlTransform={keepOurs} components={components}>
      {markdown}
    </Markdown>
  );
}

function keepOurs(url: string): string {
  return /^(lesson|material|course|missing):/.test(url) ? url : defaultUrlTransform(url);
}

const components: Components = {
  a: ({ href = '', children, node: _node, ...rest }) => (
    <TextLink href={href} {...rest}>
      {children}
    </TextLink>
  ),
  img: ({ src = '', alt = '', width, height, title }) => (
    <Picture src={String(src)} alt={alt} width={width} height={height} title={title} />
  ),
  p: ({ node, children, ...rest }) => (
    <Paragraph node={node} {...rest}>
      {children}
    </Paragraph>
  ),
  pre: ({ node, children }) => <Block node={node}>{children}</Block>,
  table: ({ children }) => <WideTable>{children}</WideTable>,
  span: ({ node: _node, ...rest }) =>
    rest.className === 'katex-display' ? <WideFormula {...rest} /> : <span {...rest} />,
  input: ({ checked }) => <TaskMark done={checked === true} />,
  h2: heading('h2'),
  h3: heading('h3'),
  h4: heading('h4'),
  h5: heading('h5'),
  h6: heading('h6'),
};

function heading(Level: 'h2' | 'h3' | 'h4' | 'h5' | 'h6') {
  return function Heading({ id, children, className }: ComponentProps<'h2'>) {
    const { t } = useTranslation();
    return (
      <Level id={id} className={className}>
        {children}
        {id && (
          // For the mouse: with the keyboard one reaches a part by reading, and this would be a stop at each.
          <a href={`#${id}`} className="anchor" tabIndex={-1} aria-hidden="true" title={t('lesson.anchor')}>
            #
          </a>
        )}
      </Level>
    );
  };
}

function Paragraph({ node, children, ...rest }: ComponentProps<'p'> & { node: Element | undefined }) {
  const { embeds } = use(SurroundingsContext);
  const embed = embedIn(node);
  if (embed !== undefined && embeds.includes(embed)) {
    return (
      <Suspense>
        <Embed url={embed} />
      </Suspense>
    );
  }
  return (
    <p {...rest} className={isPicture(node) ? 'picture' : undefined}>
      {children}
    </p>
  );
}

/** Code, or what another room puts in the place of its fence. */
function Block({ node, children }: { node: Element | undefined; children: ReactNode }) {
  const { blocks } = use(SurroundingsContext);
  const [code] = node?.children ?? [];
  const isQuiz = code?.type === 'element' && [code.properties.className].flat().includes('language-quiz');
  if (!isQuiz) return <CodeBlock>{children}</CodeBlock>;
  return blocks ? <div className="block">{blocks.quiz(textOf(code).trim())}</div> : null;
}

/** A paragraph that is nothing but pictures may be wider than the text. */
function isPicture(node: Element | undefined): boolean {
  return (
    node?.children.every(
      (child) =>
        (child.type === 'element' && child.tagName === 'img') ||
        (child.type === 'text' && !child.value.trim()),
    ) ?? false
  );
}

function TextLink({ href, children, ...rest }: { href: string; children: ReactNode }) {
  const { t } = useTranslation();
  const address = addressOf(href, use(SurroundingsContext));
  switch (address.kind) {
    case 'page':
      return (
        <Link to={address.to}>
          <InLinkContext value={true}>{children}</InLinkContext>
        </Link>
      );
    case 'missing':
      return <span title={t('lesson.missingLink')}>{children}</span>;
    case 'material':
      return (
        <a href={address.href} download={address.name} className="download">
          {children}
          <span className="download-kind">
            <DownloadIcon />
            <span className="sr-only">{t('lesson.download', { kind: kindOf(address.name) })}</span>
            <bdi aria-hidden="true">{kindOf(address.name)}</bdi>
          </span>
        </a>
      );
    case 'web':
      return (
        <a href={address.href} rel="noreferrer" {...rest}>
          <InLinkContext value={true}>{children}</InLinkContext>
        </a>
      );
  }
}

interface PictureProps {
  src: string;
  alt: string;
  width: string | number | undefined;
  height: string | number | undefined;
  title: string | undefined;
}

function Picture({ src, alt, width, height, title }: PictureProps) {
  const { t } = useTranslation();
  const address = addressOf(src, use(SurroundingsContext));
  const isInLink = use(InLinkContext);
  if (address.kind === 'web') {
    // Pictures of other sites are not fetched: they would tell those sites who reads what here.
    const words = alt || t('lesson.pictureElsewhere');
    return isInLink ? (
      words
    ) : (
      <a href={address.href} rel="noreferrer">
        {words}
      </a>
    );
  }
  if (address.kind !== 'material') return alt;
  const image = (
    <img src={address.href} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
  );
  if (!title) return image;
  return (
    <span className="figure">
      {image}
      <span className="figure-words">{title}</span>
    </span>
  );
}

/** A table wider than the column scrolls inside its own frame, by keyboard too. */
function WideTable({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('lesson.table')} tabIndex={0} className="wide-table">
      <table>{children}</table>
    </div>
  );
}

/** The same for a formula on a line of its own. */
function WideFormula(props: ComponentProps<'span'>) {
  const { t } = useTranslation();
  return <span {...props} role="group" aria-label={t('lesson.formula')} tabIndex={0} />;
}

function TaskMark({ done }: { done: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="task-mark">
      <span aria-hidden="true" className="square" data-is={done ? 'done' : 'open'} />
      <span className="sr-only">{done ? t('lesson.done') : t('lesson.open')}</span>
    </span>
  );
}
