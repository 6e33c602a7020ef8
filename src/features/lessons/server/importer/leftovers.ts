import type { ParsedCourse } from './course.ts';
import type { Findings } from './findings.ts';
import type { Inventory } from './inventory.ts';
import type { CoursePlan } from './plan.ts';
import { counted } from './report.ts';

/** Lists what the course does not use, a whole unused folder as one, so that nothing is left out in silence. */
export function listLeftovers(
  plan: CoursePlan,
  course: ParsedCourse,
  inventory: Inventory,
  findings: Findings,
): void {
  const used = new Set<string>([...course.files.map((file) => file.path), ...(plan.site.read ?? [])]);
  for (const path of plan.site.pages.keys()) if (inventory.files.has(path)) used.add(path);
  for (const { page } of plan.modules.flatMap((module) => module.lessons)) used.add(page.path);
  for (const text of [plan, ...plan.modules]) if (text.overview) used.add(text.overview.page.path);

  for (const path of plan.suspects) {
    if (used.has(path)) continue;
    const message = 'This looks like a lesson but is not Markdown (`.md`), and no lesson links to it.';
    findings.fault(path, 1, 'unsupported-type', message);
  }

  const told = new Set(findings.list().skipped.map(({ path }) => path));
  const usedWithin = new Set<string>();
  for (const path of [...used, ...told]) {
    const steps = path.replace(/\/$/, '').split('/');
    for (let length = steps.length - 1; length >= 0; length -= 1)
      usedWithin.add(steps.slice(0, length).join('/'));
  }
  const visit = (folder: string): void => {
    const here = inventory.folders.get(folder);
    for (const path of here?.files ?? []) {
      if (!used.has(path)) findings.skip(path, 'no page refers to it');
    }
    for (const path of here?.folders ?? []) {
      if (told.has(`${path}/`)) continue;
      if (usedWithin.has(path)) visit(path);
      else findings.skip(`${path}/`, `no page refers to what is in it (${count(path, inventory)})`);
    }
  };
  visit('');
}

function count(folder: string, inventory: Inventory): string {
  const size = (path: string): number => {
    const here = inventory.folders.get(path);
    return (here?.files.length ?? 0) + (here?.folders ?? []).reduce((sum, each) => sum + size(each), 0);
  };
  return counted(size(folder), 'file');
}
