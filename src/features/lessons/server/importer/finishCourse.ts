import type { ParsedCourse } from './course.ts';
import { compareText } from './findings.ts';
import { Finishing, type CourseReadingContext } from './finishing.ts';
import { finishLesson } from './finishLesson.ts';
import type { CoursePlan } from './plan.ts';

/** Follows every link, hashes every file that one leads to, and writes the stable addresses in. */
export async function finishCourse(plan: CoursePlan, context: CourseReadingContext): Promise<ParsedCourse> {
  const finishing = new Finishing(plan.site, context);
  const overview = await finishing.text(plan.overview);
  const modules: ParsedCourse['modules'] = [];
  for (const { key, title, summary, overview: moduleText, lessons: planned } of plan.modules) {
    const moduleOverview = await finishing.text(moduleText);
    const lessons: ParsedCourse['modules'][number]['lessons'] = [];
    for (const lesson of planned) lessons.push(await finishLesson(lesson, finishing));
    modules.push({ key, title, summary, overview: moduleOverview, lessons });
  }
  checkOrder(plan, context);
  return {
    key: plan.key,
    title: plan.title,
    summary: plan.summary,
    language: plan.language,
    overview,
    ...certificateOf(plan),
    modules,
    files: finishing.files().sort((a, b) => compareText(a.path, b.path)),
  };
}

function certificateOf({ certificate }: CoursePlan): Pick<ParsedCourse, 'certificate'> {
  if (!certificate) return {};
  const { lessonsPercent, quizzes } = certificate;
  const quizKeys = quizzes.map(({ value }) => value);
  return { certificate: lessonsPercent === null ? null : { lessonsPercent, quizKeys } };
}

/** What comes before a lesson is there, and never waits for the lesson itself. */
function checkOrder({ modules }: CoursePlan, { findings }: CourseReadingContext): void {
  const lessons = modules.flatMap((module) => module.lessons);
  const before = new Map(lessons.map(({ key, after }) => [key, after.map(({ value }) => value)]));
  for (const { key, page, after } of lessons) {
    for (const { value, line } of after) {
      if (!before.has(value)) {
        const message = `There is no lesson with the key ${JSON.stringify(value.slice(0, 100))}.`;
        findings.fault(page.path, line, 'bad-after', message);
      } else if (waitsFor(value, key, before)) {
        const message = `This lesson and ${JSON.stringify(value)} would wait for each other.`;
        findings.fault(page.path, line, 'bad-after', message);
      }
    }
  }
}

function waitsFor(from: string, key: string, before: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const left = [from];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === key) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...(before.get(next) ?? []));
  }
  return false;
}
