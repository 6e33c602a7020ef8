import { describe, expect, test } from 'vitest';
import type { TabChannel } from '#platform/web/realtime/channel.ts';
import type { DeskPoll, PollKind } from '../../contract.ts';
import { chosen } from '../choice.ts';
import { acted, begun, deskTrial, openTrial, trialActs, trialTexts, trialVote, voted } from './trial.ts';
import type { Trial } from './trial.ts';
import { TrialLine } from './trialLine.ts';

const at = '2026-06-09T13:00:00.000Z';
const draft = (kind: PollKind, more: Partial<DeskPoll> = {}): DeskPoll => ({
  ...{ id: 'p', sessionId: 's', kind, prompt: 'Which?', range: null, choose: { least: 1, most: 3 } },
  options: ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() })),
  ...{ results: 'on-reveal', anonymity: 'confidential', revoteOf: null, edition: 1, closedAt: null },
  ...{ revealedAt: null, putAwayAt: null, voters: 0, state: 'draft', openedAt: null, closesAt: null },
  ...{ seconds: 30, rightOptionIds: [], tally: null, agendaItemId: 'item', place: 1 },
  ...more,
});
const second = chosen({ optionIds: ['b'] });

describe('PO25 a poll that is tried out', () => {
  test('shows on the phone what the class would see: the question, then the vote, then the result', () => {
    const trial = begun(draft('single'), at);
    expect(openTrial(trial)).toMatchObject({ state: 'open', voters: 0, tally: null, closesAt: null });
    const given = voted(trial, second);
    expect(openTrial(given)).toMatchObject({ state: 'open', voters: 1, tally: null });
    expect(trialVote(given)).toMatchObject({ state: 'counted', told: second });
    expect(openTrial(acted(given, 'close'))).toMatchObject({ state: 'closed', tally: null });
    const shown = openTrial(acted(given, 'reveal'));
    expect(shown).toMatchObject({ state: 'closed', revealedAt: at, tally: { counts: { a: 0, b: 1, c: 0 } } });
    // What staff alone have of a poll is on no phone.
    for (const field of ['seconds', 'agendaItemId', 'place']) expect(shown).not.toHaveProperty(field);
  });

  test('takes no vote once it is closed, and begins anew without one', () => {
    const shown = acted(voted(begun(draft('single'), at), second), 'reveal');
    expect(voted(shown, chosen({ optionIds: ['a'] }))).toBe(shown);
    expect(acted(shown, 'again')).toEqual(begun(draft('single'), at));
  });

  test('keeps back what the class would not see', () => {
    const given = (more: Partial<DeskPoll>): Trial => voted(begun(draft('quiz', more), at), second);
    const right = { rightOptionIds: ['a'] };
    expect(openTrial(given(right)).rightOptionIds).toBeNull();
    expect(openTrial(acted(given(right), 'reveal')).rightOptionIds).toEqual(['a']);
    expect(openTrial(given({ results: 'live' })).tally).not.toBeNull();
    expect(openTrial(acted(given({ results: 'staff' }), 'close')).tally).toBeNull();
    const anonymous = given({ anonymity: 'anonymous' });
    expect(deskTrial(anonymous).tally).toBeNull();
    expect(deskTrial(acted(anonymous, 'close')).tally).not.toBeNull();
  });

  test('is closed or shown, and never shown where it is for staff', () => {
    const trial = begun(draft('single'), at);
    expect(trialActs(trial)).toEqual(['close', 'reveal', 'again']);
    expect(trialActs(acted(trial, 'close'))).toEqual(['reveal', 'again']);
    expect(trialActs(acted(trial, 'reveal'))).toEqual(['again']);
    expect(trialActs(begun(draft('single', { results: 'staff' }), at))).toEqual(['close', 'again']);
  });

  test('counts the one vote as its kind is counted', () => {
    const tallyOf = (kind: PollKind, choice: Parameters<typeof voted>[1]) =>
      deskTrial(voted(begun(draft(kind), at), choice)).tally;
    expect(tallyOf('ranking', chosen({ optionIds: ['c', 'a'] }))?.counts).toEqual({ a: 2, b: 0, c: 3 });
    expect(tallyOf('words', chosen({ texts: ['Clear'] }))?.words).toEqual([{ text: 'clear', count: 1 }]);
    expect(tallyOf('number', chosen({ number: 4 }))?.estimate).toMatchObject({
      ...{ median: 4, steps: [{ from: 4, to: 4, voters: 1 }] },
    });
    const written = voted(begun(draft('text'), at), chosen({ texts: ['Ask twice.'] }));
    expect(trialTexts(written)).toEqual([{ text: 'Ask twice.', count: 1 }]);
  });
});

describe('PO25 the pages of a rehearsal', () => {
  /** What one posts, every other hears. */
  function aBrowser() {
    const pages = new Set<(message: unknown) => void>();
    return (): TabChannel => {
      let own: ((message: unknown) => void) | undefined;
      return {
        post: (message) => pages.forEach((hear) => hear !== own && hear(structuredClone(message))),
        hear: (listener) => {
          own = listener;
          pages.add(listener);
        },
        close: () => own && pages.delete(own),
      };
    };
  }
  const page = (open: () => TabChannel) => {
    const seen: (Trial | null)[] = [];
    const line = new TrialLine(open(), (trial) => seen.push(trial));
    return { line, seen };
  };

  test('show the same, whoever changes it, and also to whoever comes later', () => {
    const open = aBrowser();
    const [desk, phone] = [page(open), page(open)];
    const trial = begun(draft('single'), at);
    desk.line.put(trial);
    phone.line.put(voted(phone.line.trial!, second));
    expect(desk.seen.at(-1)).toEqual(voted(trial, second));
    const wall = page(open);
    expect(wall.seen).toEqual([voted(trial, second), voted(trial, second)]);
    desk.line.put(null);
    for (const { seen } of [desk, phone, wall]) expect(seen.at(-1)).toBeNull();
  });

  test('hear nothing once they are closed, and nothing is there without a page that knows of it', () => {
    const open = aBrowser();
    const [desk, phone] = [page(open), page(open)];
    phone.line.close();
    desk.line.put(begun(draft('single'), at));
    expect(phone.seen).toEqual([]);
    desk.line.close();
    expect(page(open).seen).toEqual([]);
  });
});
