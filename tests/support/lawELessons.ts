import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

/** What the lessons room's views are asked for. Views of one page of a draft are asked in their room's own suite. */
export const lessonsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'lessons:lesson': ({ cohortId, lesson }) => ({ cohortId, lessonId: lesson('b') }),
  'lessons:overview': ({ cohortId }) => ({ cohortId }),
  'lessons:note': ({ cohortId, lesson }) => ({ cohortId, lessonId: lesson('b') }),
  'lessons:notes': ({ cohortId }) => ({ cohortId }),
  // It answers a question at that moment; nobody follows it.
  'lessons:search': ({ cohortId }) => ({ cohortId, q: 'nowhere' }),
  'lessons:draft': ({ cohortId }) => ({ cohortId }),
  'lessons:draft-lesson': ({ cohortId }) => ({ cohortId, pageId: draftPage }),
  'lessons:preview': ({ cohortId }) => ({ cohortId, pageId: draftPage }),
  'lessons:versions': ({ cohortId }) => ({ cohortId }),
  'lessons:compare': ({ cohortId }) => ({ cohortId, from: 1 }),
  'lessons:files': ({ cohortId }) => ({ cohortId }),
};

/** The page of the draft that is looked at; set when a case has begun one. */
let draftPage = '00000000-0000-7000-8000-000000000000';

interface LessonsCase {
  command: string;
  what: string;
  first?: (academy: Academy) => Promise<unknown>;
  act: (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;
  heard: readonly string[];
}

interface Draft {
  draftRevision: number;
  revision: number;
  modules: {
    pageId: string;
    revision: number;
    lessons: { pageId: string; revision: number; key: string }[];
  }[];
}

/** Every command of the lessons room. */
export function lessonsCases(roomsOf: () => Rooms): LessonsCase[] {
  const perform = (academy: Academy, name: string, command: string, input: object): Promise<unknown> =>
    roomsOf().perform(academy.person(name), command, { cohortId: academy.cohortId, ...input });
  const draftOf = async (academy: Academy): Promise<Draft> => {
    const { cohortId } = academy;
    const { draft } = (await roomsOf().look(academy.person('ines'), 'lessons:draft', { cohortId })) as {
      draft: Draft;
    };
    return draft;
  };
  const begin = async (academy: Academy): Promise<Draft> => {
    await perform(academy, 'ines', 'lessons:open-draft', {});
    const draft = await draftOf(academy);
    draftPage = draft.modules[0]!.lessons[0]!.pageId;
    return draft;
  };
  const edit = (command: string, what: string, input: (draft: Draft) => object): LessonsCase => ({
    command,
    what,
    first: begin,
    act: (academy, _devices, draft) => perform(academy, 'ines', command, input(draft as Draft)),
    heard: [],
  });
  const page = (draft: Draft) => draft.modules[0]!.lessons[0]!;

  return [
    {
      command: 'lessons:save-note',
      what: 'a note is written',
      act: (academy) =>
        perform(academy, 'amara', 'lessons:save-note', {
          lessonId: academy.lesson('b'),
          text: 'Ask about this.',
          revision: 0,
        }),
      heard: [],
    },
    {
      command: 'lessons:upload',
      what: 'a file is brought',
      act: ({ person, cohortId }) =>
        roomsOf().upload(person('ines'), 'lessons:upload', { cohortId, name: 'a.txt' }, Buffer.from('words')),
      heard: [],
    },
    {
      command: 'lessons:open-draft',
      what: 'a draft is begun',
      act: (academy) => perform(academy, 'ines', 'lessons:open-draft', {}),
      heard: [],
    },
    edit('lessons:discard-draft', 'a draft is thrown away', ({ draftRevision }) => ({
      revision: draftRevision,
    })),
    edit('lessons:save-course', 'the course is called otherwise', ({ revision }) => ({
      ...{ revision, title: 'Bees', language: 'en', markdown: 'About bees.' },
    })),
    edit('lessons:add-module', 'a module is added', () => ({ title: 'Honey' })),
    edit('lessons:save-module', 'a module is called otherwise', ({ modules: [module] }) => ({
      ...{ pageId: module!.pageId, revision: module!.revision, title: 'Wax', markdown: '' },
    })),
    edit('lessons:remove-module', 'a module is taken out', ({ modules: [, module] }) => ({
      ...{ pageId: module!.pageId, revision: module!.revision },
    })),
    edit('lessons:add-lesson', 'a lesson is added', ({ modules: [module] }) => ({
      ...{ pageId: module!.pageId, title: 'Wings' },
    })),
    edit('lessons:save-lesson', 'a lesson is rewritten', (draft) => ({
      ...{ pageId: page(draft).pageId, revision: page(draft).revision, title: 'A', markdown: 'New.' },
    })),
    edit('lessons:remove-lesson', 'a lesson is taken out', ({ modules: [module] }) => ({
      ...{ pageId: module!.lessons[1]!.pageId, revision: module!.lessons[1]!.revision },
    })),
    {
      command: 'lessons:bring-back',
      what: 'a lesson that was taken out comes back',
      async first(academy) {
        const draft = await begin(academy);
        const { pageId, revision } = draft.modules[0]!.lessons[1]!;
        await perform(academy, 'ines', 'lessons:remove-lesson', { pageId, revision });
        return pageId;
      },
      act: (academy, _devices, pageId) => perform(academy, 'ines', 'lessons:bring-back', { pageId }),
      heard: [],
    },
    edit('lessons:arrange', 'lessons change places', ({ draftRevision, modules }) => ({
      revision: draftRevision,
      modules: modules.map(({ pageId, lessons }) => ({
        pageId,
        lessons: lessons.map((lesson) => lesson.pageId).reverse(),
      })),
    })),
    {
      command: 'lessons:publish',
      what: 'a draft becomes the course',
      async first(academy) {
        const draft = await begin(academy);
        const { pageId, revision } = page(draft);
        const input = { pageId, revision, title: 'Alpha', markdown: 'New.' };
        await perform(academy, 'ines', 'lessons:save-lesson', input);
        return draftOf(academy);
      },
      act: (academy, _devices, draft) =>
        perform(academy, 'ines', 'lessons:publish', { revision: (draft as Draft).draftRevision }),
      heard: [],
    },
  ];
}
