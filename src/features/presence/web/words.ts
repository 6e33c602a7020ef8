import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of who is here. */
export const words = {
  state: {
    online: 'Here',
    idle: 'Idle',
    justSeen: 'Seen just now',
    seen: 'Seen {{ago}}',
    never: 'Not seen yet',
  },
  here: {
    heading: 'Here now',
    loading: 'Who is here is on its way.',
    failed: 'Who is here could not be loaded',
    you: 'You',
    nobody: 'Nobody of your cohort is here at the moment.',
    alone: 'Besides you, nobody of your cohort is here at the moment.',
    count_one: '1 person of your cohort is here.',
    count_other: '{{count}} people of your cohort are here.',
    idle_one: '1 of them is idle.',
    idle_other: '{{count}} of them are idle.',
    hidden: 'Nobody sees that you are here.',
    change: 'Change that',
  },
  staff: {
    here_one: '1 person is here',
    here_other: '{{count}} people are here',
    idle_one: '1 is idle',
    idle_other: '{{count}} are idle',
    nobody: 'Nobody is here at the moment',
    why: 'What these words mean',
    whyHere:
      'Here: Stoa is open, and somebody is at it. Idle: it is open, and nobody has touched it for five minutes.',
    whySeen: 'Seen: when Stoa was last open on any device.',
    whyHidden:
      'Whoever wishes not to be seen looks like somebody who is not here, to you as to everybody. Attendance in live sessions does not depend on it.',
  },
  settings: {
    heading: 'Being seen',
    loading: 'How you are seen is on its way.',
    failed: 'How you are seen could not be loaded',
    label: 'Who sees that you are here',
    seen: 'Your cohorts',
    hidden: 'Nobody',
    seenText:
      'People of your cohorts see that you are here or idle. Your instructors and administrators also see when you were here last.',
    hiddenText:
      'To everybody, instructors and administrators included, you look like somebody who was last here when you chose this.',
    still:
      'What you do shows as ever: lessons that you complete, what you write, and that you take part in a live session.',
    saving: 'Saving…',
    saved: 'Saved.',
    notSaved: 'Not saved. {{reason}}',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    presence: typeof words;
  }
}

/** The room's own words. They come with its code, so that no other page carries them. */
export function usePresenceWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'presence', words);
  return useTranslation('presence');
}
