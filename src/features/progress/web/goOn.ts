interface Lesson {
  id: string;
  completedAt: string | null;
}

/**
 * The lesson where somebody goes on: the first open one after the lesson completed last, and when none is
 * open behind it, the first open one at all. Undefined when every lesson is complete.
 */
export function goOnAt<L extends Lesson>(modules: readonly { lessons: readonly L[] }[]): L | undefined {
  const lessons = modules.flatMap((module) => module.lessons);
  let latest = -1;
  for (const [place, { completedAt }] of lessons.entries()) {
    if (completedAt && completedAt >= (lessons[latest]?.completedAt ?? '')) latest = place;
  }
  return lessons.find((lesson, place) => place > latest && !lesson.completedAt) ?? lessons.find(isOpen);
}

function isOpen({ completedAt }: Lesson): boolean {
  return completedAt === null;
}

/** 1-based place of each lesson in the whole course, by lesson id. */
export function placesOf(modules: readonly { lessons: readonly { id: string }[] }[]): Map<string, number> {
  const lessons = modules.flatMap((module) => module.lessons);
  return new Map(lessons.map(({ id }, index) => [id, index + 1]));
}
