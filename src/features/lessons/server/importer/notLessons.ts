import { isMarkdown, nameOf, stemOf } from './paths.ts';

// Names that public repositories use for what stands around a course. A numbered name is never tried
// against them: `07-security.md` and `03-tests/` are lessons.

const housekeeping = new Set(
  'license licence licenses contributing contribute code_of_conduct changelog pull_request_template issue_template _sidebar _navbar _coverpage _footer'.split(
    ' ',
  ),
);
const housekeepingAtTop = new Set(
  'security support history authors contributors maintainers governance codeowners roadmap todo agents claude copilot-instructions translations notice citation funding disclaimer acknowledgements acknowledgments'.split(
    ' ',
  ),
);
const translationFolders = new Set(
  'translations translation translated_images translated i18n l10n locales'.split(' '),
);
const supportingFolders = new Set(
  (
    'images image img imgs assets media static public figures resources files attachments ' +
    'code code_samples code-samples samples sample src lib libs scripts tools test tests __tests__ spec dist build out target bin obj ' +
    'env venv vendor packages site _site solution solutions starter starters start finished final complete completed ' +
    'data dataset datasets notebooks node_modules quiz-app quizzes-app sketchnotes slides presentations templates'
  ).split(' '),
);
/** Inside a lesson's folder these hold its program in one language; elsewhere they may be what is taught. */
const languageFolders = new Set(
  'python typescript javascript js ts java csharp dotnet go golang rust cpp c r ruby php swift kotlin node nodejs pytorch tensorflow'.split(
    ' ',
  ),
);
/** A folder with one of these holds a program, and its README tells how to run it. */
const projectFiles = new Set(
  'package.json requirements.txt pyproject.toml pom.xml build.gradle cargo.toml go.mod gemfile composer.json setup.py makefile dockerfile'.split(
    ' ',
  ),
);

export function whyNotLesson(
  path: string,
  siblings: ReadonlySet<string>,
  atTop: boolean,
): string | undefined {
  const stem = stemOf(nameOf(path)).toLowerCase();
  const plain = stem.replaceAll('-', '_');
  if (stem.startsWith('.')) return 'hidden';
  if (
    housekeeping.has(stem) ||
    housekeeping.has(plain) ||
    (atTop && (housekeepingAtTop.has(stem) || housekeepingAtTop.has(plain)))
  ) {
    return 'about the repository, not part of the course';
  }
  if (stem === 'summary' && atTop) return 'a table of contents for another tool';
  if (isTranslatedFile(nameOf(path), siblings)) return 'a translation of the file beside it';
  return undefined;
}

/** @param names what the folder holds directly, lower case */
export function whyNotChapter(
  folder: string,
  names: readonly string[],
  siblings: ReadonlySet<string>,
  insideLesson: boolean,
): string | undefined {
  const name = nameOf(folder).toLowerCase();
  if (name.startsWith('.') || name.startsWith('_')) return 'hidden';
  if (translationFolders.has(name)) return 'translations';
  if (isLanguageFolder(name) && (name.length > 3 || [...siblings].filter(isLanguageFolder).length > 1))
    return 'translations';
  if (names.some((each) => projectFiles.has(each) || /\.(?:csproj|sln|xcodeproj)$/.test(each)))
    return 'a program, not lessons';
  if (supportingFolders.has(name) || (insideLesson && languageFolders.has(name)))
    return 'supporting files, not lessons';
  return undefined;
}

/** Not even worth offering for download when a page links there. */
export function isAside(path: string): boolean {
  const steps = path.toLowerCase().split('/');
  const stem = stemOf(steps.pop() ?? '');
  return (
    steps.some((name) => name.startsWith('.') || translationFolders.has(name)) ||
    housekeeping.has(stem) ||
    (steps.length === 0 && housekeepingAtTop.has(stem))
  );
}

function isTranslatedFile(name: string, siblings: ReadonlySet<string>): boolean {
  const match = /^(.+)[._-]([a-z]{2,3}(?:[-_][a-z]{2,4})?)$/i.exec(stemOf(name));
  if (!match || !isLanguageCode(match[2] as string)) return false;
  const original = (match[1] as string).toLowerCase();
  return [...siblings].some((each) => isMarkdown(each) && stemOf(each) === original);
}

function isLanguageFolder(name: string): boolean {
  return /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i.test(name) && isLanguageCode(name);
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const mistakenCodes = new Set(['cn', 'jp', 'kr', 'br', 'ua', 'cz']);

function isLanguageCode(code: string): boolean {
  const language = code.toLowerCase().split(/[-_]/)[0] ?? '';
  try {
    return mistakenCodes.has(language) || languages.of(language) !== undefined;
  } catch {
    // Not even the shape of a code.
    return false;
  }
}
