/** Something that people may write and no page may act upon. */
export interface Payload {
  /** What it calls `stoaHit` with, should it ever run: 1 to 60. */
  readonly number: number;
  /** The trick, in words. */
  readonly trick: string;
  /** At most 110 characters, so that it fits wherever a name does. */
  readonly text: string;
}

/** `#` stands for the payload's number. */
const tricks: readonly (readonly [trick: string, text: string])[] = [
  // Out of text, into an element of its own.
  ['a script', '<script>stoaHit(#)</script>'],
  ['out of a title', '</title><script>stoaHit(#)</script>'],
  ['out of a quoted attribute', '"><script>stoaHit(#)</script>'],
  ['out of JSON in a script', '</script><script>stoaHit(#)</script>'],
  ['out of a comment', '--><img src=x onerror=stoaHit(#)><!--'],
  ['out of a style', '</style><img src=x onerror=stoaHit(#)>'],
  ['out of a text area', '</textarea><img src=x onerror=stoaHit(#)>'],
  ['out of character data of XML', ']]><script>stoaHit(#)</script>'],
  // Out of a string or an attribute, without a bracket.
  ['out of a string in single quotes', "'-stoaHit(#)-'"],
  ['out of a string by a backslash', '\\"-stoaHit(#)}//'],
  ['a further attribute, double quotes', '" autofocus onfocus="stoaHit(#)" x="'],
  ['a further attribute, single quotes', "' autofocus onfocus='stoaHit(#)' x='"],
  // Elements that act when they load, fail, open or are looked at.
  ['a picture that fails', '<img src=x onerror=stoaHit(#)>'],
  ['slashes for spaces', '<img/src=x/onerror=stoaHit(#)>'],
  ['a broken handler name', '<img src=x o&#0;nerror=stoaHit(#) onerror&#61;stoaHit(#)>'],
  ['a source that fails', '<video><source onerror=stoaHit(#)></video>'],
  ['details that open', '<details open ontoggle=stoaHit(#)>x</details>'],
  ['a field that takes the focus', '<input autofocus onfocus=stoaHit(#)>'],
  ['a page that is shown', '<body onpageshow=stoaHit(#)>'],
  ['a style that loads', '<style onload=stoaHit(#)>*{}</style>'],
  ['a style sheet that loads', '<link rel=stylesheet href="data:text/css,*{}" onload=stoaHit(#)>'],
  ['a transition', '<p style="transition:1ms" ontransitionrun=stoaHit(#)>x</p>'],
  // Drawings and formulas as markup.
  ['a drawing that loads', '<svg onload=stoaHit(#)>'],
  ['a script in a drawing', '<svg><script>stoaHit(#)</script></svg>'],
  ['an animation that begins', '<svg><animate onbegin=stoaHit(#) attributeName=x dur=1s>'],
  ['a link in a drawing', '<svg><a xlink:href="javascript:stoaHit(#)"><text y=20>go</text></a></svg>'],
  ['a page in a drawing', '<svg><foreignObject><img src=x onerror=stoaHit(#)></foreignObject></svg>'],
  ['a link in MathML', '<math href="javascript:stoaHit(#)"><mtext>go</mtext></math>'],
  // Read once it is harmless, read again it is not.
  ['a table in a formula', '<math><mtext><table><mglyph><style><img src=x onerror=stoaHit(#)>'],
  ['a style in a drawing', '<svg></p><style><a title="</style><img src onerror=stoaHit(#)>">'],
  ['noscript in an attribute', '<noscript><p title="</noscript><img src=x onerror=stoaHit(#)>">'],
  ['a shadow tree', '<b><template shadowrootmode=open><img src=x onerror=stoaHit(#)></template></b>'],
  ['entities read twice', '&lt;img src=x onerror=stoaHit(#)&gt;'],
  ['an address read twice', '%3Cimg%20src=x%20onerror=stoaHit(#)%3E'],
  ['wide brackets made narrow', '\uff1cimg src=x onerror=stoaHit(#)\uff1e'],
  // Pages within the page, and where the page goes.
  ['a page of its own', '<iframe srcdoc="<script>parent.stoaHit(#)</script>"></iframe>'],
  ['a frame that runs', '<iframe src="javascript:parent.stoaHit(#)"></iframe>'],
  ['an object that runs', '<object data="javascript:stoaHit(#)"></object>'],
  ['a form that runs', '<form action="javascript:stoaHit(#)"><button autofocus>go</button></form>'],
  ['another base', '<base href="javascript:stoaHit(#)//">'],
  ['a refresh', '<meta http-equiv=refresh content="0;url=javascript:stoaHit(#)">'],
  ['a background', '<div style="background:url(javascript:stoaHit(#))">x</div>'],
  // Markdown.
  ['a link that runs', '[go](JaVaScRiPt:stoaHit(#))'],
  ['a link with entities', '[go](java&#x73;cript&colon;stoaHit(#))'],
  ['a link with a hidden space', '[go](&#1;java&Tab;script:stoaHit(#))'],
  ['a link to a page of data', '[go](<data:text/html,<script>opener.stoaHit(#)</script>>)'],
  ['a link of another language', '[go](vbscript:stoaHit(#))'],
  ['an address by itself', '<javascript:stoaHit(#)>'],
  ['a link that is explained later', '[go][r#]\n\n[r#]: javascript:stoaHit(#) "go"'],
  ['a picture in a link', '[![go](javascript:stoaHit(#))](javascript:stoaHit(#))'],
  ['the title of a picture', '![x](x "\\" onerror=\\"stoaHit(#)") ![" onerror="stoaHit(#)](x)'],
  ['out of a code block', '```\n<img src=x onerror=stoaHit(#)>\n```\n\n<img src=x onerror=stoaHit(#)>'],
  // Formulas.
  ['a link in a formula', '$\\href{javascript:stoaHit(#)}{x}\\url{javascript:stoaHit(#)}$'],
  ['a picture in a formula', '$\\includegraphics[alt=x]{javascript:stoaHit(#)}$'],
  ['data of a formula', '$\\htmlData{x="><img src=x onerror=stoaHit(#)>}{x}$'],
  // What the page's own words are put together by.
  ['words in words', '<0>x</0>$t(stoaHit(#)){{stoaHit(#)}}${stoaHit(#)}<img src=x onerror=stoaHit(#)>'],
  // Other readers: quizzes, tables, lines.
  ['another option of a question', '? x\n- [x] <img src=x onerror=stoaHit(#)>\n> x'],
  ['a cell that calculates', '=HYPERLINK("javascript:stoaHit(#)","go")'],
  ['separators of lines', '";\u2028stoaHit(#)\u2029//'],
  ['a direction turned', '\u202e<img src=x onerror=stoaHit(#)>\u202c'],
];

export const payloads: readonly Payload[] = tricks.map(([trick, text], place) => ({
  number: place + 1,
  trick,
  text: text.replaceAll('#', (character, at: number, all: string) =>
    // `&#0;` is a character of HTML, not the number.
    all[at - 1] === '&' ? character : String(place + 1),
  ),
}));
