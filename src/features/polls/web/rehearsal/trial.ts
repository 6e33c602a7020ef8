import type { DeskPoll, OpenPoll, PollChoice, PollText, PollTally } from '../../contract.ts';
import type { Vote } from '../stance.ts';

/**
 * A prepared poll as it is tried out in a rehearsal: with one vote, which staff give themselves on the phone beside the
 * console. It is in this browser alone. The server hears nothing of it, so there is nothing to be told or thrown away.
 */
export interface Trial {
  draft: DeskPoll;
  stands: 'open' | 'closed' | 'revealed';
  choice: PollChoice | null;
  /** When it was begun. */
  at: string;
}

export type TrialAct = 'close' | 'reveal' | 'again';

export function begun(draft: DeskPoll, at: string): Trial {
  return { draft, stands: 'open', choice: null, at };
}

/** Nobody votes who knows the result, here neither. */
export function voted(trial: Trial, choice: PollChoice): Trial {
  return trial.stands === 'open' ? { ...trial, choice } : trial;
}

export function acted(trial: Trial, act: TrialAct): Trial {
  if (act === 'again') return { ...trial, stands: 'open', choice: null };
  return { ...trial, stands: act === 'close' ? 'closed' : 'revealed' };
}

/** What can be done next, the most usual first; as of a poll that is asked in earnest. */
export function trialActs({ draft, stands }: Trial): TrialAct[] {
  const reveal: TrialAct[] = draft.results !== 'staff' && stands !== 'revealed' ? ['reveal'] : [];
  return [...(stands === 'open' ? (['close'] as const) : []), ...reveal, 'again'];
}

/** The trial as staff have it on their desk: of an anonymous poll nothing is counted until the close. */
export function deskTrial(trial: Trial): DeskPoll {
  const { draft, stands, choice, at } = trial;
  const isOpen = stands === 'open';
  return {
    ...draft,
    state: isOpen ? 'open' : 'closed',
    openedAt: at,
    closedAt: isOpen ? null : at,
    revealedAt: stands === 'revealed' ? at : null,
    voters: choice === null ? 0 : 1,
    tally: isOpen && draft.anonymity === 'anonymous' ? null : tallyOf(draft, choice),
  };
}

/** The same as phones and the wall have it: without what is still hidden, or always. */
export function openTrial(trial: Trial): OpenPoll {
  const { seconds: _seconds, agendaItemId: _item, place: _place, rightOptionIds, ...poll } = deskTrial(trial);
  const { draft, stands, at } = trial;
  const isShown = draft.results === 'live' || stands === 'revealed';
  return {
    ...poll,
    state: stands === 'open' ? 'open' : 'closed',
    openedAt: at,
    rightOptionIds: draft.kind === 'quiz' && stands === 'revealed' ? rightOptionIds : null,
    tally: isShown ? poll.tally : null,
  };
}

/** What was written, of a poll of texts. */
export function trialTexts({ choice }: Trial): PollText[] {
  return (choice?.texts ?? []).map((text) => ({ text, count: 1 }));
}

/** One's own vote, which is counted as soon as it is given. */
export function trialVote({ choice }: Trial): Vote {
  return {
    ...{ choice, told: choice, hasVoted: choice !== null, reason: '', canChange: true },
    state: choice === null ? 'none' : 'counted',
  };
}

/** What a poll comes to in which nobody but one person votes. */
function tallyOf({ kind, options }: DeskPoll, choice: PollChoice | null): PollTally {
  const { optionIds = [], texts = [], number = null } = choice ?? {};
  const pointsOf = (id: string): number => {
    const place = optionIds.indexOf(id);
    if (place === -1) return 0;
    return kind === 'ranking' ? options.length - place : 1;
  };
  return {
    counts: Object.fromEntries(options.map(({ id }) => [id, pointsOf(id)])),
    words: kind === 'words' ? texts.map((text) => ({ text: text.toLowerCase(), count: 1 })) : [],
    estimate:
      number === null
        ? null
        : {
            ...{ least: number, most: number, mean: number, median: number },
            steps: [{ from: number, to: number, voters: 1 }],
          },
  };
}
