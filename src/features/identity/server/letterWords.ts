/** The texts of this room's mails, a whole sentence each: see `#kernel/speech.ts`. */
export const letterWords = {
  once: {
    minutes_one: 'The link works once, within 1 minute.',
    minutes_other: 'The link works once, within {{count}} minutes.',
    hours_one: 'The link works once, within 1 hour.',
    hours_other: 'The link works once, within {{count}} hours.',
  },
  notYou: 'If you did not ask for this, leave it: nothing changes.',
  link: {
    'sign-in': {
      subject: 'Your link to sign in',
      text: 'Here is the link that signs you in.',
      act: 'Sign in',
    },
    reset: {
      subject: 'Set a new password',
      text: 'With this link you set a new password. Afterwards you are signed out everywhere else.',
      act: 'Set a new password',
    },
    'verify-email': {
      subject: 'Confirm your e-mail address',
      text: 'Please confirm that mail to this address reaches you.',
      act: 'Confirm this address',
    },
    'change-email': {
      subject: 'Confirm your new e-mail address',
      text: 'You asked to use this address from now on. Once you confirm it, you sign in with it.',
      act: 'Use this address',
    },
  },
  passwordStays: 'Your password stays as it is.',
  organisation: {
    subject: 'Sign in at your organisation',
    text: 'You sign in through {{title}}; there is no password of ours for you.',
    act: 'Sign in',
  },
  taken: {
    subject: 'Somebody asked to use your e-mail address',
    text: 'Somebody asked to use this address for another account. It is yours already, so nothing changed.',
    ifYou: 'If that was you: sign in with this address, or take it off your other account first.',
  },
  emailChanged: {
    subject: 'Your e-mail address was changed',
    text: 'You now sign in with {{address}}, and mail goes there.',
    ifNot: 'If that was not you, tell whoever runs this Stoa at once.',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    text: 'Your password was changed just now, and your other devices were signed out.',
    ifNot: 'If that was not you, set a new one at once.',
    act: 'Forgotten password',
  },
} as const;
