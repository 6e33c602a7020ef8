import type { Findings } from './findings.ts';
import type { Inventory } from './inventory.ts';
import { OneKeyEach, readCourseFields } from './documentedFields.ts';
import { byNumber, numberOf, planModule, repeatedTitle } from './documentedModule.ts';
import type { OpenPage } from './pages.ts';
import { folderOf, inFolder, isMarkdown, nameOf } from './paths.ts';
import type { CoursePlan, PlannedModule } from './plan.ts';
import { checkText } from './proofreading.ts';

/** Reads the format of docs/course-format.md. What departs from it is a fault, and reading goes on. */
export async function planDocumentedCourse(
  coursePath: string,
  inventory: Inventory,
  open: OpenPage,
  findings: Findings,
): Promise<CoursePlan> {
  const pages = new Map<string, string>([
    [coursePath, 'course:overview'],
    ['', 'course:overview'],
  ]);
  const root = inventory.folders.get('') ?? { folders: [], files: [] };

  const coursePage = await open(coursePath);
  const course = readCourseFields(coursePath, coursePage, findings);
  if (coursePage) checkText(coursePage, course.title, findings);

  for (const path of root.files) {
    if (path === coursePath) continue;
    if (isMarkdown(path) && numberOf(nameOf(path)) !== undefined) {
      findings.fault(
        path,
        1,
        'misplaced-lesson',
        'A lesson stands in a module folder, such as `01-basics/`.',
      );
    } else if (isMarkdown(path)) findings.skip(path, 'stands beside course.md, in no module');
  }

  const modules: PlannedModule[] = [];
  const moduleKeys = new OneKeyEach('module', findings);
  const lessonKeys = new OneKeyEach('lesson', findings);
  const suspects: string[] = [];
  const moduleNumbers = new Map<number, string>();
  for (const folder of [...root.folders].sort(byNumber)) {
    const name = nameOf(folder);
    if (name.startsWith('.') || name.startsWith('_')) {
      findings.skip(`${folder}/`, 'its name begins with a dot or an underscore');
      continue;
    }
    const number = numberOf(name);
    if (number === undefined) {
      const lesson = inventory.folders
        .get(folder)
        ?.files.find((path) => isMarkdown(path) && numberOf(nameOf(path)) !== undefined);
      if (lesson)
        findings.fault(
          lesson,
          1,
          'misplaced-lesson',
          `The folder ${JSON.stringify(name)} has no number, so it is no module.`,
        );
      continue;
    }
    const first = moduleNumbers.get(number);
    if (first !== undefined) {
      const file = inFolder(folder, 'module.md');
      findings.fault(
        file,
        1,
        'duplicate-number',
        `The module ${JSON.stringify(first)} has the number ${number} already.`,
      );
    } else moduleNumbers.set(number, folder);
    modules.push(
      await planModule(folder, { inventory, open, findings, pages, moduleKeys, lessonKeys, suspects }),
    );
  }
  if (modules.length === 0)
    findings.fault(coursePath, 1, 'course-empty', 'There is no module folder such as `01-basics/`.');

  return {
    ...course,
    overview: coursePage && { page: coursePage, lifted: repeatedTitle(coursePage, course.title) },
    modules,
    site: {
      inventory,
      pages,
      // In a folder of its own, such as `files/`, Markdown is a download like any other.
      mustBePage: (path) =>
        folderOf(path) === '' || (numberOf(folderOf(path)) !== undefined && !folderOf(path).includes('/')),
      lenient: false,
      read: new Set(),
    },
    suspects,
  };
}
