import type { Element } from 'hast';
import { createContext, use, useEffect, useMemo, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown, { defaultUrlTransform, type Components } from 'react-markdown';
import { Link, useLocation } from 'react-router';
import { basePath } from '#platform/web/api/basePath.ts';
import { directionOf } from '#platform/web/i18n/languages.ts';
import { DownloadIcon } from '#platform/web/ui/icons.tsx';
import { CodeBlock } from './CodeBlock.tsx';
import { addressOf, type LessonAddresses } from './markdown/addresses.ts';
import { markdownOptions } from './markdown/markdown.ts';
import './reading.css';

interface LessonBodyProps extends Omit<LessonAddresses, 'base'> {
  title: string;
  /** BCP 47: a text is read in its own direction, whatever the interface's is. */
  language: string;
  markdown: string;
  /** Level of the heading that the text stands under; 1 on a page of its own. */
  under?: number;
}

const InLinkContext = createContext(false);
const AddressContext = createContext<LessonAddresses>({ cohortId: '', links: {} });

/** A lesson's text. It is a part of its own because the Markdown reader is heavy and nothing else needs it. */
export function LessonBody({ title, language, markdown, cohortId, links, under = 1 }: LessonBodyProps) {
  const addresses = useMemo(() => ({ base: basePath, cohortId, links }), [cohortId, links]);
  const options = useMemo(() => markdownOptions(title, under), [title, under]);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  }, [hash, markdown]);
  return (
    <AddressContext value={addresses}>
      <div className="reading" lang={language} dir={directionOf(language)}>
        <Markdown {...options} urlTransform={keepOurs} components={components}>
          {markdown}
        </Markdown>
      </div>
    </AddressContext>
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
    <p {...rest} className={isPicture(node) ? 'picture' : undefined}>
      {children}
    </p>
  ),
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => <WideTable>{children}</WideTable>,
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
  const address = addressOf(href, use(AddressContext));
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

/** `PDF` of `use-case.pdf` */
function kindOf(name: string): string {
  const ending = name.includes('.') ? name.split('.').at(-1)! : '';
  return ending.toUpperCase();
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
  const address = addressOf(src, use(AddressContext));
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

function TaskMark({ done }: { done: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="task-mark">
      <span aria-hidden="true" className="square" data-is={done ? 'done' : 'open'} />
      <span className="sr-only">{done ? t('lesson.done') : t('lesson.open')}</span>
    </span>
  );
}
