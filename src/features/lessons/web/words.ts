import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What the page of a lesson says beyond its text: recordings, notes, search. They come with that page. */
const lessonWords = {
  media: {
    video: 'Video',
    audio: 'Recording',
    goOnAt: 'Go on at {{time}}',
    goOnText: 'You stopped at {{time}}.',
    fromStart: 'From the beginning',
    speed: 'Speed',
    times: '{{factor}}×',
    captions: 'Captions',
    captionsOff: 'Off',
    chapters: 'Chapters',
    chapter: '{{title}}, at {{time}}',
    keys: 'Keys',
    keySpace: 'Space, in the player, or K: play and stop',
    keySeek: 'J and L: ten seconds back and on; left and right arrow, in the player: five',
    keyVolume: 'Up and down arrow, in the player: louder and softer; M: sound on and off',
    keyView: 'F: the whole screen; C: captions',
    keySearch: '/: search the course',
    transcript: 'Transcript',
    asText: 'Read it as a text',
    openTranscript: 'Show the transcript',
    closeTranscript: 'Hide the transcript',
    findIn: 'Find in the transcript',
    found_one: '1 place',
    found_other: '{{count}} places',
    notFound: 'These words are not said.',
    follow: 'Follow what is said',
    cues: 'What is said. Arrow keys move, Enter plays from there.',
    transcriptFailed: 'The captions could not be loaded. They are with the recording, in its own menu.',
    unavailableTitle: 'This recording cannot be played here',
    unavailableNetwork: 'It did not arrive. The connection may be too slow, or gone.',
    unavailableFormat:
      'This browser does not play its format. It can be downloaded and played with a program.',
    again: 'Try again',
    download: 'Download, {{kind}}, {{size}}',
    kilobytes: '{{amount}} KB',
    megabytes: '{{amount}} MB',
    pdfFrame: '{{name}}, as the browser shows it',
    pdfNoFrame: 'This device shows documents in a page of their own.',
    pdfOpen: 'Open the document',
    pdfPage: 'Open it in a page of its own',
    embedTitle: 'From {{host}}',
    embedText:
      'Loads from {{host}}, which then learns that you look at it. Nothing is loaded before you say so.',
    embedLoad: 'Load from {{host}}',
    embedOpen: 'Open on {{host}}',
    embedFrame: 'A page of {{host}}',
    print: 'A recording stands here: {{name}}',
  },
  note: {
    title: 'Your note',
    hint: 'Only you can read it.',
    open: 'Note',
    openWritten: 'Note, written',
    loading: 'Your note is on its way.',
    failed: 'Your note could not be loaded',
    saved: 'Saved {{when}}',
    saving: 'Saving…',
    kept: 'Saved on this device, not yet sent',
    notSaved: 'Not saved. {{reason}}',
    joined: 'It was changed on another device, too. Both texts are here, one after the other.',
  },
  gate: {
    notYetTitle: 'This lesson is not open yet',
    opens: 'It opens on {{day}} at {{clock}} ({{zone}}), {{away}}.',
    opensThere: 'By the clock of the cohort, {{zone}}, that is {{day}} at {{clock}}.',
    byItself: 'It opens by itself: this page can stay as it is.',
    afterTitle: 'Other lessons come before this one',
    afterText: 'It opens once you have completed:',
  },
  search: {
    title: 'Search the course',
    field: 'Search',
    hint: 'Lessons that are open to you, what is said in recordings, and your own notes.',
    go: 'Search',
    clear: 'Clear',
    loading: 'Searching…',
    failed: 'The search did not work',
    short: 'Type a word of at least two letters.',
    none: 'Nothing here has these words.',
    noneExample: 'Try fewer words, or another form of them. Lessons that are not open yet are not searched.',
    found_one: '1 place in {{lessons}}',
    found_other: '{{count}} places in {{lessons}}',
    lessons_one: '1 lesson',
    lessons_other: '{{count}} lessons',
    more: 'There are more. One more word finds less.',
    inTranscript: 'In the transcript',
    inNote: 'In your note',
    key: 'The key / leads here from every page of the course.',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    lessons: typeof lessonWords;
  }
}

/** `t` for the words of this room. */
export function useLessonWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'lessons', lessonWords);
  return useTranslation('lessons');
}
