import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of points and ranks, to those who take part, to staff, and on the wall. */
export const words = {
  board: {
    session: 'Leaderboard',
    cohort: 'Leaderboard of all sessions',
    loading: 'The leaderboard is on its way.',
    failed: 'The leaderboard could not be loaded',
    empty: 'Nobody has points yet.',
    emptyMore: 'A right answer in a quiz gives some, once its result is shown.',
    rank: 'Rank',
    name: 'Name',
    points: 'Points',
    you: 'you',
    people_one: '1 person has points.',
    people_other: '{{count}} people have points.',
    ownRank: 'Your rank is {{rank}}, with {{points}} points.',
    none: 'You have no points yet.',
    out: 'You are not on the leaderboards of this cohort, and earn no points.',
  },
  how: {
    label: 'How points are made',
    right:
      'A right answer gives {{right}} points, and up to {{fastest}} more for speed: points = {{right}} + {{fastest}} × the share of the time that was left when you chose it, rounded down to tens.',
    time: 'The time is what was set for the quiz, or else {{seconds}} seconds. After it a right answer still gives {{right}} points. Whoever changes their answer is timed anew.',
    nothing: 'Wrong answers give nothing, nor do anonymous quizzes or those whose result only staff see.',
    once: 'A quiz pays once, when its result is first shown: asked again, it pays nothing.',
    staff: 'Those who run the session can give or take points. Whoever gets them reads why.',
    ties: 'People with as many points share a rank.',
  },
  own: {
    label: 'Why you have these points',
    loading: 'Your points are on their way.',
    failed: 'Your points could not be loaded',
    none: 'There are none in this session.',
    quiz: 'A right answer in a quiz',
    plus: '+{{points}}',
  },
  seen: {
    label: 'How you are seen here',
    name: 'Others see you as {{name}}, on all leaderboards of this cohort.',
    madeUp:
      'Others see you as “{{name}}”, on all leaderboards of this cohort; who that is, they are not told.',
    changing:
      'Whoever looks at a leaderboard while you change it, or while they give you points, can see which name is yours.',
    take: 'Go by a made-up name',
    another: 'Another name',
    own: 'Go by my own name',
    leave: 'Leave the leaderboards',
    leaveHint: 'Nobody then sees that you were on them. You earn no points until you come back.',
    back: 'Take part again',
    busy: 'One moment…',
    failed: 'Not done. {{reason}}',
  },
  host: {
    off: 'The leaderboard of this session is off: nobody sees points, and none are earned.',
    switchOff: 'Switch it off',
    switchOn: 'Switch it on',
    offHint: 'Off: no points are shown or earned in this session.',
    up: 'Show on the wall',
    down: 'Take off the wall',
    adjust: 'Give or take points',
    person: 'Student',
    amount: 'Points',
    amountHint: 'With a minus to take some, such as -100.',
    reason: 'Reason',
    reasonHint: 'The student reads it, and other staff.',
    give: 'Enter it',
    fault: {
      person: 'Choose who it is for.',
      points: 'Write a whole number from 1 to {{most}}, or one with a minus.',
      reason: 'Say why.',
      long_one: '1 character too many',
      long_other: '{{count}} characters too many',
    },
    given: 'Entered.',
    list: 'Given and taken in this session',
    listLoading: 'What was given and taken is on its way.',
    listFailed: 'What was given and taken could not be loaded',
    listNone: 'Nothing yet.',
  },
  screen: {
    heading: 'Leaderboard',
    more_one: 'and 1 more',
    more_other: 'and {{count}} more',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    leaderboard: typeof words;
  }
}

/** The room's own words. They come with its code, so that no other page carries them. */
export function useLeaderboardWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'leaderboard', words);
  return useTranslation('leaderboard');
}
