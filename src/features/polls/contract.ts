import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';

const moment = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;
/** Whoever takes part in one live session: its cohort, and its guests while it takes any. */
const audience = [...member, 'guest'] as const;

/** How much of everything there may be. */
export const pollLimits = {
  promptLength: 300,
  labelLength: 120,
  options: 12,
  /** Of a rating: from 1 to this at most. */
  scale: 10,
  /** What is drawn of a word cloud, the most frequent first. */
  words: 40,
  wordLength: 30,
  wordsEach: 5,
  textLength: 300,
  /** How many different texts are listed; the most frequent first. */
  texts: 500,
  unitLength: 20,
  /** Estimates lie between this and its negative. */
  number: 1e12,
  /** Into how many steps estimates are put for the picture. */
  steps: 10,
  leastSeconds: 5,
  seconds: 3_600,
  /** Of one session, drafts included. */
  polls: 200,
} as const;

/**
 * `single`, `yes-no`: one option; `multiple`: some; `quiz`: some, of which some are right; `rating`: one of 1 to n;
 * `ranking`: options in order, the best first; `text`: a few sentences; `words`: a few words, drawn as a cloud;
 * `number`: an estimate.
 */
export const pollKind = z.enum([
  'single',
  'multiple',
  'yes-no',
  'quiz',
  'rating',
  'ranking',
  'text',
  'words',
  'number',
]);
export type PollKind = z.output<typeof pollKind>;

/** When students see a result: once staff reveal it, at once, or never. It is said before one votes. */
export const pollResults = z.enum(['on-reveal', 'live', 'staff']);
export type PollResults = z.output<typeof pollResults>;

/**
 * What becomes of the tie between a person and a choice. `anonymous`: it is not kept, and counting waits for the
 * close; `confidential`: it is kept so that one can change one's mind, and shown to nobody else; `named`: staff see it.
 * It never changes once a poll was opened, and is said before one votes.
 */
export const pollAnonymity = z.enum(['anonymous', 'confidential', 'named']);
export type PollAnonymity = z.output<typeof pollAnonymity>;

/** How many options or words one ballot holds. */
export const pollChoose = z
  .strictObject({ least: z.number().int().min(1), most: z.number().int().min(1) })
  .meta({ id: 'PollChoose' });
export type PollChoose = z.output<typeof pollChoose>;

const estimate = z.number().min(-pollLimits.number).max(pollLimits.number);

/** Between which figures an estimate lies, both included, and in what it is counted. */
export const pollRange = z
  .strictObject({ least: estimate, most: estimate, unit: z.string().trim().max(pollLimits.unitLength) })
  .meta({ id: 'PollRange' });
export type PollRange = z.output<typeof pollRange>;

export const pollOption = z.object({ id, label: z.string() }).meta({ id: 'PollOption' });
export type PollOption = z.output<typeof pollOption>;

/** What estimates come to; steps are of one width, the last one holding its upper end. */
export const pollEstimate = z
  .object({
    least: z.number(),
    most: z.number(),
    mean: z.number(),
    median: z.number(),
    steps: z.array(z.object({ from: z.number(), to: z.number(), voters: z.number().int() })),
  })
  .meta({ id: 'PollEstimate' });
export type PollEstimate = z.output<typeof pollEstimate>;

const tallyFields = {
  /**
   * Every option of the poll by its id: the ballots that hold it; of a ranking its points, which are the number of
   * options for a first place, one fewer for each place below. {} for kinds without options.
   */
  counts: z.record(z.string(), z.number().int()),
  /** Of `words`: the most frequent first, then by the word; without what staff have hidden. */
  words: z.array(z.object({ text: z.string(), count: z.number().int() })),
  /** Of `number`; null without a ballot. */
  estimate: pollEstimate.nullable(),
};

/** What a poll comes to. */
export const pollTally = z.object(tallyFields).meta({ id: 'PollTally' });
export type PollTally = z.output<typeof pollTally>;

const pollFields = {
  id,
  sessionId: id,
  kind: pollKind,
  /** Plain text. */
  prompt: z.string(),
  options: z.array(pollOption),
  choose: pollChoose,
  /** Of `number`; null: any figure. */
  range: pollRange.nullable(),
  results: pollResults,
  anonymity: pollAnonymity,
  /** The poll that this one asks again; its options stand in the same order. */
  revoteOf: id.nullable(),
  /** Raised when every ballot is thrown away: a ballot of an earlier edition counts no longer. */
  edition: z.number().int(),
  closedAt: moment.nullable(),
  revealedAt: moment.nullable(),
  /** When staff took it off the wall; results stay in the list. null: it may be there. */
  putAwayAt: moment.nullable(),
  /** How many have voted. */
  voters: z.number().int(),
};

/** A poll as everybody in the session sees it. */
export const openPoll = z
  .object({
    ...pollFields,
    state: z.enum(['open', 'closed']),
    openedAt: moment,
    /** From when no vote is taken, by the server's clock, though it may still be `open`; null: until it is closed. */
    closesAt: moment.nullable(),
    /** Of a quiz that is revealed, otherwise null. */
    rightOptionIds: z.array(id).nullable(),
    /** null: students do not see it, now or ever. */
    tally: pollTally.nullable(),
  })
  .meta({ id: 'OpenPoll' });
export type OpenPoll = z.output<typeof openPoll>;

/** A poll as staff see it, from its draft on. */
export const deskPoll = z
  .object({
    ...pollFields,
    state: z.enum(['draft', 'open', 'closed']),
    openedAt: moment.nullable(),
    closesAt: moment.nullable(),
    /** For how long it is to be open, from its opening; null: until it is closed. */
    seconds: z.number().int().nullable(),
    /** Of a quiz, otherwise []. */
    rightOptionIds: z.array(id),
    /** The item of the run sheet for which it is prepared; one that is on it no longer is as none. */
    agendaItemId: id.nullable(),
    /** Where it stands among the polls of its session, the lower the earlier; at first as they were written. */
    place: z.number().int(),
    /** null: a draft, or anonymous and open: what is counted while people vote would tell who voted what. */
    tally: pollTally.nullable(),
  })
  .meta({ id: 'DeskPoll' });
export type DeskPoll = z.output<typeof deskPoll>;

/** What stands on a ballot; whatever the kind of the poll does not ask for is empty. */
export const pollChoice = z
  .object({
    /** Of a ranking, the best first; otherwise in the order of the poll. */
    optionIds: z.array(id),
    /** Of `text` one, of `words` some. */
    texts: z.array(z.string()),
    number: z.number().nullable(),
  })
  .meta({ id: 'PollChoice' });
export type PollChoice = z.output<typeof pollChoice>;

/** That one has voted, and what. */
export const ownBallot = z
  .object({
    pollId: id,
    sessionId: id,
    /** Of the poll when this was voted; beside a poll of a higher edition it counts no longer. */
    edition: z.number().int(),
    /** null: the poll is anonymous, so nobody knows but the browser that voted. */
    choice: pollChoice.nullable(),
  })
  .meta({ id: 'OwnBallot' });
export type OwnBallot = z.output<typeof ownBallot>;

/** The polls of a session for everybody in it. */
export const pollList = z
  .object({
    sessionId: id,
    /** In the order of their ids; kept true on the session's topic. Drafts are not among them. */
    polls: z.array(openPoll),
    /** One's own, of the polls' present editions, in the order of the polls' ids; kept true on one's own topic. */
    own: z.array(ownBallot),
  })
  .meta({ id: 'PollList' });
export type PollList = z.output<typeof pollList>;

/** The polls of a session for its staff, drafts included; kept true on the staff's topic alone. */
export const pollDesk = z
  .object({
    sessionId: id,
    /** In the order of their ids. */
    polls: z.array(deskPoll),
  })
  .meta({ id: 'PollDesk' });
export type PollDesk = z.output<typeof pollDesk>;

/** A text or word that was given, and how often; of words upper and lower case are one. */
export const pollText = z.object({ text: z.string(), count: z.number().int() }).meta({ id: 'PollText' });
export type PollText = z.output<typeof pollText>;
export const deskText = pollText.extend({ hidden: z.boolean() }).meta({ id: 'PollDeskText' });
export type DeskText = z.output<typeof deskText>;

/** Who voted what, of a named poll. */
export const namedBallot = z
  .object({ person: z.object({ id, name: z.string() }), choice: pollChoice })
  .meta({ id: 'NamedBallot' });
export type NamedBallot = z.output<typeof namedBallot>;

/** A poll that was asked, as the report of its session has it. */
export const reportedPoll = deskPoll
  .omit({ state: true, openedAt: true, place: true })
  .extend({
    state: z.enum(['open', 'closed']),
    openedAt: moment,
    /** From its opening until its close, rounded; null while it is open. */
    secondsOpen: z.number().int().nullable(),
    /** Of `text` and `words`, hidden ones among them, the most frequent first; [] as long as `tally` is null. */
    texts: z.array(deskText),
    /** In the order of names; null: who voted what is shown to nobody. */
    ballots: z.array(namedBallot).nullable(),
  })
  .meta({ id: 'ReportedPoll' });
export type ReportedPoll = z.output<typeof reportedPoll>;

/** What the polls of a session come to. */
export const pollsFigures = z
  .object({
    /** All but drafts. */
    asked: z.number().int(),
    /** Ballots of all of them; those of a vote that was reset are gone. */
    votes: z.number().int(),
    /** How many have a result that everybody sees. */
    shown: z.number().int(),
    anonymous: z.number().int(),
    /** At least half of those that are closed were open for no longer; null without one. */
    medianSecondsOpen: z.number().int().nullable(),
  })
  .meta({ id: 'PollsFigures' });
export type PollsFigures = z.output<typeof pollsFigures>;

export const pollsReport = z
  .object({
    sessionId: id,
    figures: pollsFigures,
    /** In the order of their ids. */
    polls: z.array(reportedPoll),
  })
  .meta({ id: 'PollsReport' });
export type PollsReport = z.output<typeof pollsReport>;

/** Another poll of the cohort, to be asked again. */
export const bankPoll = deskPoll
  .pick({ id: true, kind: true, prompt: true, options: true, state: true, openedAt: true })
  .extend({ session: z.object({ id, title: z.string() }) })
  .meta({ id: 'BankPoll' });
export type BankPoll = z.output<typeof bankPoll>;

/** What staff hear of a poll: how it is now, or that its draft was thrown away. */
export const deskPollChanged = z
  .union([deskPoll, z.strictObject({ id, sessionId: id, state: z.literal('discarded') })])
  .meta({ id: 'DeskPollChanged' });
export type DeskPollChanged = z.output<typeof deskPollChanged>;

/** Who was right in a quiz whose result is shown, for other rooms of the house. */
export const pollSolved = z
  .object({
    pollId: id,
    /** The first of the polls that ask the same again and again; of a quiz that was asked once, itself. */
    questionId: id,
    sessionId: id,
    cohortId: id,
    /** For how long it was to be open; null: until somebody closed it. */
    seconds: z.number().int().nullable(),
    /** Whoever chose exactly what is right, by their ids, and how long after the opening they chose it. */
    right: z.array(z.object({ personId: id, afterMs: z.number().int() })),
  })
  .meta({ id: 'PollSolved' });
export type PollSolved = z.output<typeof pollSolved>;

const label = z.string().trim().min(1).max(pollLimits.labelLength);
const seconds = z.number().int().min(pollLimits.leastSeconds).max(pollLimits.seconds).nullable();

/** What is asked, and how. What does not fit together (a rating with a range) is refused as `invalid`. */
const written = {
  kind: pollKind,
  prompt: z.string().trim().min(1).max(pollLimits.promptLength),
  /**
   * Labels, each once: 2 or more of `single`, `multiple`, `ranking` and `quiz`; of `yes-no` two or (for Yes and No)
   * none; of `rating` what each step is called or, with `scale`, none; otherwise none.
   */
  options: z.array(label).max(pollLimits.options).default([]),
  /** Of `rating` without labels; 5 when left out. */
  scale: z.number().int().min(2).max(pollLimits.scale).optional(),
  /** Of `quiz`: which options are right, by their place from 0. */
  right: z.array(z.number().int().min(0)).max(pollLimits.options).default([]),
  /** Of `multiple`, `ranking`, `quiz` and `words`; left out: from one to as many as there are (of words, 3). */
  choose: pollChoose.optional(),
  /** Of `number`. */
  range: pollRange.nullable().default(null),
  results: pollResults.default('on-reveal'),
  /** `anonymous` and `live` do not go together. */
  anonymity: pollAnonymity.default('confidential'),
  /** For how long it is open; null: until it is closed. */
  seconds: seconds.default(null),
};
const writtenInput = z.object(written);
export type WrittenPoll = z.output<typeof writtenInput>;

const ofSession = z.strictObject({ sessionId: id });
const ofPoll = z.strictObject({ pollId: id });

const often = { times: 120, perMs: 60_000 };
/** What every change of a poll tells: everybody what they may know, staff all of it. */
const pollTells = ['poll:changed', 'poll:desk-changed', 'poll:tally', 'poll:bank-changed'];

const running = <const Input extends z.ZodObject>(
  summary: string,
  http: readonly ['POST' | 'PUT', string],
  input: Input,
) =>
  command({
    summary,
    http,
    input,
    output: deskPoll,
    who: staff,
    rate: often,
    refusals: ['conflict'],
    tells: pollTells,
  });

/** Polls in a live session: drafted, opened, voted in, closed, revealed, asked again. */
export const polls = contract('polls', {
  commands: {
    'poll:draft': running(
      'Write a poll down without asking it yet; students do not see it.',
      ['POST', '/api/sessions/:sessionId/polls/drafts'],
      z.strictObject({ sessionId: id, ...written }),
    ),
    'poll:edit': running(
      'Put a whole draft in place of the former.',
      ['PUT', '/api/polls/:pollId/draft'],
      z.strictObject({ pollId: id, ...written }),
    ),
    'poll:tie': command({
      summary: 'Prepare a draft for an item of the run sheet, or for none in particular.',
      http: ['PUT', '/api/polls/:pollId/agenda-item'],
      input: z.strictObject({ pollId: id, agendaItemId: id.nullable() }),
      output: deskPoll,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['poll:desk-changed'],
    }),
    'poll:move': command({
      summary:
        'Put a draft before or after another one of its session: they change places. Where it is there already, nothing changes.',
      http: ['PUT', '/api/polls/:pollId/place'],
      input: z.strictObject({ pollId: id, side: z.enum(['before', 'after']), otherId: id }),
      output: deskPoll,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['poll:desk-changed'],
    }),
    'poll:discard': command({
      summary: 'Throw a draft away; a second time changes nothing.',
      http: ['DELETE', '/api/polls/:pollId'],
      input: ofPoll,
      output: z.object({ discarded: z.boolean() }),
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['poll:desk-changed', 'poll:bank-changed'],
    }),
    'poll:duplicate': running(
      'Copy a poll, as a draft, to a session of the same cohort that is not over.',
      ['POST', '/api/polls/:pollId/copies'],
      z.strictObject({ pollId: id, intoSessionId: id }),
    ),
    'poll:launch': running(
      'Write a poll and ask it at once.',
      ['POST', '/api/sessions/:sessionId/polls'],
      z.strictObject({ sessionId: id, ...written }),
    ),
    'poll:open': running('Ask what was drafted.', ['POST', '/api/polls/:pollId/opening'], ofPoll),
    'poll:countdown': running(
      "Close a poll in so many seconds from now, by the server's clock; null: when somebody closes it.",
      ['PUT', '/api/polls/:pollId/countdown'],
      z.strictObject({ pollId: id, seconds }),
    ),
    'poll:close': running(
      'Take no more votes; a second time changes nothing.',
      ['POST', '/api/polls/:pollId/closing'],
      ofPoll,
    ),
    'poll:reveal': running(
      'Show everybody the result, closing the poll where it is open; a second time changes nothing.',
      ['POST', '/api/polls/:pollId/revelation'],
      ofPoll,
    ),
    'poll:put-away': running(
      'Take a closed poll off the wall; revealing it, or asking it anew, puts it there again.',
      ['POST', '/api/polls/:pollId/putting-away'],
      ofPoll,
    ),
    'poll:revote': running(
      'Ask the same again, to compare before and after: closes the poll, and opens a copy whose `revoteOf` it is.',
      ['POST', '/api/polls/:pollId/revote'],
      ofPoll,
    ),
    'poll:reset': running(
      'Throw every ballot away and open the poll anew, its result hidden again.',
      ['POST', '/api/polls/:pollId/reset'],
      ofPoll,
    ),
    'poll:hide-text': running(
      'Keep a text or word from everybody, whoever gave it, or show it again.',
      ['PUT', '/api/polls/:pollId/hidden'],
      z.strictObject({
        pollId: id,
        /** As `poll:desk-texts` has it. */
        text: z.string().min(1).max(pollLimits.textLength),
        hidden: z.boolean(),
      }),
    ),
    'poll:vote': command({
      summary: 'Vote, or vote differently: one ballot a person, until the poll closes.',
      http: ['PUT', '/api/polls/:pollId/ballot'],
      input: z.strictObject({
        pollId: id,
        /** Of the poll as it was seen: where it was asked anew since, `conflict`. Left out: whichever it is now. */
        edition: z.number().int().optional(),
        /** Of kinds with options; of a ranking the best first. */
        optionIds: z.array(id).max(pollLimits.options).default([]),
        /** Of `text` one; of `words` some of at most 30 characters. */
        texts: z
          .array(z.string().trim().min(1).max(pollLimits.textLength))
          .max(pollLimits.wordsEach)
          .default([]),
        /** Of `number`. */
        number: estimate.nullable().default(null),
        /**
         * Of an anonymous poll, and needed there: made by the browser for this poll (128 random bits or more), kept by
         * it alone, and the only way to find the ballot again in order to change it. Ignored by other polls.
         */
        ballotKey: z
          .string()
          .regex(/^[\w-]{22,100}$/, 'is not a key of 22 to 100 letters and figures')
          .meta({ example: 'q3Jx0mT9bWc1Zr7KfLh2Ug' })
          .optional(),
      }),
      output: ownBallot,
      who: audience,
      rate: often,
      refusals: ['conflict'],
      tells: ['poll:voted', 'poll:turnout', 'poll:tally'],
      commitsWith: ({ pollId }) => pollId,
    }),
  },
  views: {
    'poll:list': view({
      summary: 'The polls of a session, with your own ballots.',
      http: '/api/sessions/:sessionId/polls',
      input: ofSession,
      data: pollList,
      who: audience,
      follows: ['poll:changed', 'poll:turnout', 'poll:tally', 'poll:voted'],
    }),
    'poll:desk': view({
      summary: 'The polls of a session as staff run them, drafts included.',
      http: '/api/sessions/:sessionId/polls/desk',
      input: ofSession,
      data: pollDesk,
      who: staff,
      follows: ['poll:desk-changed', 'poll:turnout', 'poll:tally'],
    }),
    'poll:texts': view({
      summary: 'What was written in a poll whose result everybody sees, the most frequent first.',
      http: '/api/polls/:pollId/texts',
      input: ofPoll,
      data: z.object({
        pollId: id,
        /** False: the result is hidden, and `texts` is empty. */
        shown: z.boolean(),
        texts: z.array(pollText),
      }),
      who: audience,
      follows: ['poll:changed', 'poll:tally'],
    }),
    'poll:desk-texts': view({
      summary: 'What was written in a poll, with what is hidden; of an anonymous poll once it is closed.',
      http: '/api/polls/:pollId/texts/desk',
      input: ofPoll,
      data: z.object({ pollId: id, shown: z.boolean(), texts: z.array(deskText) }),
      who: staff,
      follows: ['poll:desk-changed', 'poll:tally'],
    }),
    'poll:ballots': view({
      summary: 'Who voted what in a named poll, by name; of any other, `conflict`.',
      http: '/api/polls/:pollId/ballots',
      input: ofPoll,
      data: z.object({ pollId: id, ballots: z.array(namedBallot) }),
      who: staff,
      follows: ['poll:desk-changed', 'poll:tally'],
    }),
    'poll:bank': view({
      summary: 'Every poll of the sessions of a cohort, to be duplicated; the newest first.',
      http: '/api/cohorts/:cohortId/polls',
      input: z.strictObject({ cohortId: id }),
      data: z.object({ cohortId: id, polls: z.array(bankPoll) }),
      who: staff,
      follows: ['poll:bank-changed', 'session:changed'],
    }),
    'poll:report': view({
      summary: 'What was asked in a session and what it came to, with figures; it stays after the session.',
      http: '/api/sessions/:sessionId/polls/report',
      input: ofSession,
      data: pollsReport,
      who: staff,
      follows: ['poll:desk-changed', 'poll:turnout', 'poll:tally'],
    }),
    'poll:export-csv': view({
      summary: 'Every poll of a session that was asked, a line for each option, as CSV.',
      http: '/api/sessions/:sessionId/polls.csv',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'poll:export-ballots': view({
      summary: 'Who voted what in the named polls of a session, a line for each ballot, as CSV.',
      http: '/api/sessions/:sessionId/ballots.csv',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'poll:export-json': view({
      summary:
        'Every poll of a session that was asked with its result, and of named polls who voted what, as JSON.',
      http: '/api/sessions/:sessionId/polls.json',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
  },
  events: {
    'poll:changed': event({
      summary:
        'A poll is open, or different: all that everybody may see of it, its result included once shown.',
      kind: 'state',
      delivery: 'live',
      data: openPoll,
      key: (data) => data.id,
      on: [sessions.topics.session],
    }),
    'poll:desk-changed': event({
      summary: 'A poll as staff see it is new, different, or was thrown away.',
      kind: 'state',
      delivery: 'live',
      data: deskPollChanged,
      key: (data) => data.id,
      on: [sessions.topics.sessionStaff],
    }),
    'poll:tally': event({
      summary:
        'What a poll comes to by now: told to whoever may see it, with every vote and when it is revealed.',
      kind: 'state',
      delivery: 'live',
      data: z
        .object({ pollId: id, sessionId: id, voters: z.number().int(), ...tallyFields })
        .meta({ id: 'PollTallied' }),
      key: (data) => data.pollId,
      on: [sessions.topics.session, sessions.topics.sessionStaff],
    }),
    'poll:turnout': event({
      summary: 'How many have voted by now: told to whoever does not see the result.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ pollId: id, sessionId: id, voters: z.number().int() }).meta({ id: 'PollTurnout' }),
      key: (data) => data.pollId,
      on: [sessions.topics.session, sessions.topics.sessionStaff],
    }),
    'poll:voted': event({
      summary: 'Your own ballot; your other windows show the same.',
      kind: 'state',
      delivery: 'live',
      data: ownBallot,
      key: (data) => data.pollId,
      on: [identity.topics.person],
    }),
    'poll:solved': event({
      summary:
        'The result of a quiz is shown, and this is who was right and how fast. No browser hears it, and of an anonymous quiz nobody.',
      kind: 'fact',
      delivery: 'live',
      data: pollSolved,
      on: [],
    }),
    'poll:bank-changed': event({
      summary: 'The polls of a session of the cohort are others; they are to be fetched again.',
      kind: 'state',
      delivery: 'notice',
      data: z.object({ cohortId: id, sessionId: id }),
      key: (data) => data.sessionId,
      on: [cohorts.topics.cohortStaff],
    }),
  },
});
