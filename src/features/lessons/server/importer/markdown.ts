import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Data, type Processor } from 'unified';

type MarkdownExtension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], unknown[]>;

export interface Span {
  /** Offsets in the parsed text. */
  start: number;
  end: number;
}

const places = new WeakMap<object, Span>();

// The tree tells where a link stands but not where its address stands within it; only the tokens do, and
// without that a rewrite would have to print the Markdown anew and so change what the author wrote.
const keepPlaces: MarkdownExtension = {
  exit: {
    resourceDestinationString(token) {
      const url = this.resume();
      const node = this.stack.at(-1);
      if (node?.type !== 'link' && node?.type !== 'image') return;
      node.url = url;
      places.set(node, { start: token.start.offset, end: token.end.offset });
    },
    definitionDestinationString(token) {
      const url = this.resume();
      const node = this.stack.at(-1);
      if (node?.type !== 'definition') return;
      node.url = url;
      places.set(node, { start: token.start.offset, end: token.end.offset });
    },
  },
};

function rememberPlaces(this: Processor): void {
  const data = this.data();
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), keepPlaces];
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkFrontmatter, ['yaml'])
  .use(rememberPlaces)
  .freeze();

export type Tree = ReturnType<typeof processor.parse>;
export type Block = Tree['children'][number];
export type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

/** CommonMark with GitHub's tables and YAML front matter. @throws RangeError when it nests too deeply */
export function parseMarkdown(text: string): Tree {
  return processor.parse(text);
}

/** Where the address of a link, picture or definition stands in the text; undefined when it has none. */
export function addressPlace(node: object): Span | undefined {
  return places.get(node);
}

/** Where the node stands in the text. */
export function spanOf(node: Block): Span & { line: number } {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined)
    throw new Error(`A parsed ${node.type} has no place`);
  return { start: start.offset, end: end.offset, line: start.line };
}
