import { coursePart, type CoursePart, type PlacedPart } from '#features/cohorts/server/courseParts.ts';

export const riddleAnswer = 'the answer is a hive';

/** A block as tests write it: its answer is for nobody's eyes. */
export const riddle = (key: string, answer = riddleAnswer): string =>
  `\`\`\`riddle\nkey: ${key}\nanswer: ${answer}\n\`\`\``;

/** A room whose blocks stand in lessons, for tests; what it was given to keep is in `kept`. */
export function aRoomOfRiddles(fence = 'riddle'): CoursePart & { kept: PlacedPart[][] } {
  const kept: PlacedPart[][] = [];
  const part = coursePart<{ answer: string }>({
    fence,
    read(text) {
      const key = /^key: (.*)$/m.exec(text)?.[1];
      const answer = /^answer: (.*)$/m.exec(text)?.[1];
      const lines = text.split('\n');
      if (key === undefined) return { faults: [{ line: 1, message: 'A riddle has a key.' }], notes: [] };
      if (answer === undefined)
        return { faults: [{ line: lines.length, message: 'A riddle has an answer.' }], notes: [] };
      const notes = answer.length < 5 ? [{ line: 2, message: 'This answer is short.' }] : [];
      return { part: { key, title: key, content: { answer } }, faults: [], notes };
    },
    async publish(_write, _version, parts) {
      kept.push([...parts]);
    },
  });
  return { ...part, kept };
}
