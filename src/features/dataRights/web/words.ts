import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said about a person's data. It comes with the pages that deal with it. */
const rightsWords = {
  yours: {
    title: 'Your data',
    copy: 'A copy of it',
    copyText:
      'One JSON file with everything that is kept about you: what you are called, where you belong, what you did and when. Passwords and keys are left out, and the file says which and why.',
    forget: 'Being forgotten',
    forgetText:
      'Your account becomes a pseudonym, and nothing here says any more that it was you. You see what that means before anything is done.',
    look: 'See what would happen',
  },
  copy: {
    make: 'Make a copy',
    making: 'Making it ready…',
    goesOn: 'It is being made, also while this page is closed. You find it here afterwards.',
    progress: 'Steps done: {{done}} of {{of}}.',
    going: 'The file is on its way to your downloads.',
    again: 'Fetch it once more',
    there: 'A copy is ready.',
    fetch: 'Fetch it',
    dead: 'The copy could not be made, though it was tried several times. Ask for another one, or ask whoever runs this Stoa.',
    until: 'It can be fetched until {{moment}}.',
    failed: 'No copy was made. {{reason}}',
    of: 'Copy of the data',
    ofName: 'Copy of the data of {{name}}',
    sheet: 'A copy of the data of {{name}}',
    sheetText: 'It holds what this organisation keeps about the person.',
    personText: 'It holds everything that is kept about the person, in every organisation.',
    reason: 'Reason',
    reasonHint: 'The audit keeps it, with your name.',
    missingReason: 'Say why.',
  },
  person: {
    title: 'Data of {{name}}',
    loading: 'What is kept is being counted.',
    failed: 'What is kept could not be counted',
    back: 'Back to everybody',
    copy: 'A copy',
    forget: 'Forgetting this person',
  },
  forget: {
    title: 'Being forgotten',
    back: 'Back to the settings',
    lead: 'Nothing is done yet. Once it is done, nobody can undo it.',
    pseudonym: 'Afterwards the account is called {{pseudonym}}, wherever a row of it is kept.',
    deleted: 'What is deleted',
    kept: 'What is kept under the pseudonym',
    keptWhy: 'So that the figures of the class stay right. What was written in it is taken out.',
    nothing: 'Nothing.',
    elsewhere:
      'Name and address also go from the log, mails, the audit and the copies of the database that Stoa makes itself. Backups that whoever runs this Stoa made elsewhere end by their own rules; should one be restored, the person is forgotten again.',
    keep_one: 'Keep the certificate valid',
    keep_other: 'Keep the {{count}} certificates valid',
    keepHint:
      'They then go on naming the person at their addresses. Otherwise they are taken back and name nobody.',
    blocked: 'This has to be handed over first:',
    lastInstructor: 'Nobody else teaches {{title}}.',
    lastAdministrator: 'Nobody else administers {{title}}.',
    lastOperator: 'Nobody else operates this Stoa.',
    password: 'Your password',
    missingPassword: 'Type your password.',
    address: 'The e-mail address of your account',
    addressHint: 'You have no password. You need to have signed in within the last quarter of an hour.',
    missingAddress: 'Type the address.',
    agreed: 'The person asked for it and knows what it does.',
    missingAgreed: 'Forget somebody only when they asked for it.',
    doOwn: 'Forget me',
    doOther: 'Forget {{name}}',
    doing: 'Forgetting…',
    notDone: 'Nothing was done. {{reason}}',
    done: 'Done. The account is called {{pseudonym}} now.',
  },
  kind: {
    account: 'The account itself',
    announcements: 'Announcements that the person wrote or was sent',
    help: 'Help that the person was offered',
    attempts: 'Quiz attempts with their grades',
    attendance: 'Attendance in live sessions',
    arrangements: 'Arrangements for quizzes',
    audit: 'Entries of the audit',
    calendar: 'The address of the calendar',
    certificates: 'Certificates',
    completions: 'Completed lessons',
    copies: 'Copies that were made ready',
    duties: 'Duties as an administrator',
    erasures: 'That the person was forgotten',
    invitations: 'Invitations',
    links: 'Links that were mailed',
    liveSessions: 'Live sessions that the person ran',
    log: 'Entries of the log, emptied',
    mails: 'Mails',
    messages: 'Messages in channels, reactions and reports',
    moment: 'What the person said of live sessions, and said there to everybody',
    notifications: 'What the person was told, and on which channels they wish to be',
    notes: 'Notes in lessons',
    places: 'Places in cohorts',
    presence: 'When the person was seen last, and whether they wish to be',
    points: 'Points on leaderboards',
    polls: 'Votes in polls',
    questions: 'Questions in live sessions, votes and answers',
    read: 'Where lessons, recordings and channels were left off',
    repeats: 'Answers kept in case something is sent twice',
    sessions: 'Sessions on devices',
    time: 'Time spent in lessons',
    waysIn: 'Ways to sign in with an account elsewhere',
  },
} as const;

export type Kind = keyof typeof rightsWords.kind;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    rights: typeof rightsWords;
  }
}

/** `t` for the words of this room. */
export function useRightsWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'rights', rightsWords);
  return useTranslation('rights');
}
