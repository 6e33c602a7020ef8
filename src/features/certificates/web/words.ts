import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of certificates. It comes with their pages. */
const certificateWords = {
  face: {
    title: 'Certificate',
    given: 'This certifies that',
    completed: 'has completed the course',
    days: '{{days}}',
    lessons_one: '{{completed}} of 1 lesson completed',
    lessons_other: '{{completed}} of {{count}} lessons completed',
    quizzes: 'Passed: {{quizzes}}',
    issued: 'Issued on {{day}}',
    verify: 'Anybody can verify it at',
  },
  own: {
    title: 'Certificate',
    loading: 'Your certificate is on its way.',
    failed: 'Your certificate could not be loaded',
    back: 'Back to the course',
    none: 'This course gives no certificate.',
    noneExample: 'What you complete in it is kept all the same.',
    lacking: 'Your certificate is issued once this is done:',
    lessons_one: '{{completed}} of 1 lesson',
    lessons_other: '{{completed}} of {{count}} lessons',
    lessonsOf: '{{completed}} of the {{needed}} lessons that are asked for ({{percent}}% of {{total}})',
    quizPassed: '{{quiz}}: passed',
    quizOpen: '{{quiz}}: not passed yet',
    met: 'You have done all that this course asks for.',
    name: 'Your certificate will bear the name {{name}}. It stays on it, whatever you change later.',
    otherName: 'Change the name first',
    claim: 'Have it issued',
    claiming: 'Issuing…',
    claimFailed: 'Not issued. {{reason}}',
    link: 'Its address',
    linkHint: 'Whoever has it sees that the certificate is genuine, and the name, course and days on it.',
    copy: 'Copy the address',
    copied: 'Copied',
    print: 'Print, or save as PDF',
    revoked: 'This certificate was taken back on {{day}}.',
    reason: 'The reason given: {{reason}}',
    revokedHelp: 'Whoever runs your class can say more, and issue another one.',
    renamed:
      'You are called {{name}} now. Whoever runs your class can issue it anew in that name; its address is then another.',
  },
  verify: {
    title: 'Verify a certificate',
    loading: 'The certificate is being looked up.',
    failed: 'The certificate could not be looked up',
    valid: 'This certificate is genuine and valid.',
    revoked: 'This certificate was taken back on {{day}}. It is not valid any more.',
    replaced:
      'Another certificate was issued in the place of this one on {{day}}. This one is not valid any more.',
    missing: 'No certificate has this address.',
    missingExample: 'It may be mistyped. Ask for the address once more, as it stands on the certificate.',
    course: 'Course',
    academy: 'Academy',
    days: 'Days',
    issued: 'Issued',
  },
  staff: {
    title: 'Certificates',
    heading: '{{cohort}}: certificates',
    loading: 'The certificates are on their way.',
    failed: 'The certificates could not be loaded',
    back: 'Back to the class',
    none: 'No certificate was issued yet.',
    noneExample: 'A student who has done what the course asks for has theirs issued, and it stands here.',
    count_one: '1 certificate was issued.',
    count_other: '{{count}} certificates were issued.',
    valid: 'valid',
    revoked: 'taken back',
    replaced: 'replaced',
    erased: 'Somebody who was forgotten',
    calledNow: 'is called {{name}} now',
    look: 'Look at it',
    lookName: 'Look at the certificate of {{name}}',
    revoke: 'Take back',
    revokeName: 'Take the certificate of {{name}} back',
    reissue: 'Issue anew',
    reissueName: 'Issue the certificate of {{name}} anew',
    revokeTitle: 'Take this certificate back?',
    revokeText:
      'Its address will say that it is not valid any more, and no longer whose it was. The student is told, with your reason.',
    reissueTitle: 'Issue this certificate anew?',
    reissueText:
      'It will bear the name {{name}} and have another address. The old address will say that it was replaced, and no longer whose it was.',
    reason: 'Reason',
    reasonHint: 'The student reads it, and the audit keeps it.',
    missingReason: 'Say why.',
    doRevoke: 'Take it back',
    doReissue: 'Issue it anew',
    doing: 'One moment…',
    notDone: 'Not done. {{reason}}',
    line: 'Certificate',
    lineIssued: 'issued on {{day}}',
    all: 'All certificates of the cohort',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    certificates: typeof certificateWords;
  }
}

/** `t` for the words of this room. */
export function useCertificateWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'certificates', certificateWords);
  return useTranslation('certificates');
}
