/** The order of a draft's pages, by their ids. */
export type Order = readonly { pageId: string; lessons: readonly string[] }[];

export type Step = 'up' | 'down';

/** The order with one lesson a step further, into the neighbouring module at an end; null where it cannot go. */
export function stepLesson(order: Order, lessonId: string, step: Step): Order | null {
  const at = order.findIndex(({ lessons }) => lessons.includes(lessonId));
  const module = order[at];
  if (!module) return null;
  const place = module.lessons.indexOf(lessonId) + (step === 'up' ? -1 : 1);
  if (place >= 0 && place < module.lessons.length) return placeLesson(order, lessonId, module.pageId, place);
  const neighbour = order[step === 'up' ? at - 1 : at + 1];
  if (!neighbour) return null;
  return placeLesson(order, lessonId, neighbour.pageId, step === 'up' ? neighbour.lessons.length : 0);
}

/** @param place among the module's other lessons */
export function placeLesson(order: Order, lessonId: string, moduleId: string, place: number): Order {
  return order.map((module) => {
    const others = module.lessons.filter((one) => one !== lessonId);
    if (module.pageId !== moduleId) return { ...module, lessons: others };
    return { ...module, lessons: others.toSpliced(place, 0, lessonId) };
  });
}

export function stepModule(order: Order, moduleId: string, step: Step): Order | null {
  const at = order.findIndex(({ pageId }) => pageId === moduleId);
  const to = at + (step === 'up' ? -1 : 1);
  if (at < 0 || to < 0 || to >= order.length) return null;
  return placeModule(order, moduleId, to);
}

/** @param place among the other modules */
export function placeModule(order: Order, moduleId: string, place: number): Order {
  const module = order.find(({ pageId }) => pageId === moduleId);
  if (!module) return order;
  return order.filter((one) => one !== module).toSpliced(place, 0, module);
}

/** A draft's modules in this order; what the order does not know stays at the end. */
export function inOrder<
  Lesson extends { pageId: string },
  Module extends { pageId: string; lessons: Lesson[] },
>(modules: readonly Module[], order: Order): Module[] {
  const lessons = new Map(modules.flatMap((module) => module.lessons.map((one) => [one.pageId, one])));
  const placed = new Set(order.flatMap((module) => module.lessons));
  const rank = new Map(order.map(({ pageId }, place) => [pageId, place]));
  return modules
    .toSorted(
      (one, other) => (rank.get(one.pageId) ?? order.length) - (rank.get(other.pageId) ?? order.length),
    )
    .map((module) => {
      const wanted = order.find(({ pageId }) => pageId === module.pageId)?.lessons ?? [];
      return {
        ...module,
        lessons: [
          ...wanted.flatMap((id) => lessons.get(id) ?? []),
          ...module.lessons.filter(({ pageId }) => !placed.has(pageId)),
        ],
      };
    });
}

export function orderOf(
  modules: readonly { pageId: string; lessons: readonly { pageId: string }[] }[],
): Order {
  return modules.map(({ pageId, lessons }) => ({ pageId, lessons: lessons.map((one) => one.pageId) }));
}

export type Side = 'before' | 'after';

/** The order once a page was dropped on another; the same order where it means nothing. */
export function dropped(order: Order, pageId: string, on: string, side: Side): Order {
  if (pageId === on) return order;
  const isModule = order.some((module) => module.pageId === pageId);
  const onModule = order.find((module) => module.pageId === on);
  const around = onModule ?? order.find(({ lessons }) => lessons.includes(on));
  if (!around) return order;
  if (isModule) {
    const others = order.filter((module) => module.pageId !== pageId);
    const place = others.indexOf(around);
    return place < 0 ? order : placeModule(order, pageId, place + (side === 'after' ? 1 : 0));
  }
  // On the head of a module: into it, as its first lesson.
  if (onModule) return placeLesson(order, pageId, on, 0);
  const others = around.lessons.filter((one) => one !== pageId);
  return placeLesson(order, pageId, around.pageId, others.indexOf(on) + (side === 'after' ? 1 : 0));
}
