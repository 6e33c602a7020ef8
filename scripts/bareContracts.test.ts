import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bareContract } from './bareContracts.ts';

test('a contract loses its schemas and sentences, and keeps names, addresses and what follows what', () => {
  const source = `
const moment = z.iso.datetime();
export const note = z.object({ id, at: moment }).meta({ id: 'Note' });
export type Note = z.output<typeof note>;
const longer = note.extend({ text: z.string() });
const member = ['student'] as const;
export function figureOf(of: number): number {
  return of;
}
const keeping = <const Input>(summary: string, path: string, input: Input) =>
  command({ summary, http: ['PUT', path], input, output: note, who: member });
export const notes = contract('notes', {
  commands: {
    'notes:pin': keeping('Keep it on top.', '/api/notes/:id/pin', z.strictObject({ id })),
    'notes:save': command({
      summary: 'Keep, it’s yours.',
      http: ['PUT', '/api/notes/:id'],
      input: z.strictObject({ id }),
      output: note,
      who: member,
      rate: { times: 1, perMs: 60_000 },
    }),
  },
  views: {
    'notes:file': view({ summary: 'A file.', http: '/api/f', data: 'bytes', follows: ['notes:saved'] }),
  },
  events: { 'notes:saved': event({ summary: 0, data: longer, key: (data) => data.id, on: [person] }) },
});
`;
  const bare = bareContract('contract.ts', source)
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/ +/g, ' ');
  expect(bare).toBe(`
const moment = z;
export const note = z;
export type Note = z.output<typeof note>;
const longer = z;
const member = ['student'] as const;
export function figureOf(of: number): number {
return of;
}
const keeping = <const Input>(summary: string, path: string, input: Input) =>
command({ http: ['PUT', path], });
export const notes = contract('notes', {
commands: {
'notes:pin': keeping(0, '/api/notes/:id/pin', 0),
'notes:save': command({
http: ['PUT', '/api/notes/:id'],
}),
},
views: {
'notes:file': view({ http: '/api/f', data: 'bytes', follows: ['notes:saved'] }),
},
events: { 'notes:saved': event({ on: [person] }) },
});
`);
});

test('every contract of the house is less than half of what it was', () => {
  const features = path.resolve(import.meta.dirname, '../src/features');
  const sizes = readdirSync(features).map((room) => {
    const file = path.join(features, room, 'contract.ts');
    const source = readFileSync(file, 'utf8');
    return [source.length, bareContract(file, source).length] as const;
  });
  const sum = (place: 0 | 1): number => sizes.reduce((all, one) => all + one[place], 0);
  expect(sum(1)).toBeLessThan(sum(0) / 2);
});
