/**
 * The texts of what is shown anywhere, with the frame of every page; those of the pages come with them, see
 * laterEn.ts and the words of the rooms. A text is a whole sentence, or a label that stands alone: nothing is put
 * together from pieces, since other languages order them differently. `_one` and `_other` follow `count`.
 */
export const en = {
  states: {
    failedSafe: 'Nothing you did before was lost.',
    retry: 'Try again',
    quote: 'If you ask for help, quote',
    unknownFailure: 'Something went wrong on our side.',
  },
  kit: {
    close: 'Close',
    showAll: 'Show all',
    noneFits: 'Nothing fits what you typed.',
    cancel: 'Cancel',
    singleKeys: 'Single keys are shortcuts on this device',
  },
  chip: {
    live: 'Live',
    slow: 'Live, slower network',
    slowTip: 'Your network blocks the fast channel. What others do can reach you some seconds later.',
    upToDate: 'Up to date',
    checking_one: 'Checking every second',
    checking_other: 'Checking every {{count}} s',
    age_one: 'Last heard 1 s ago',
    age_other: 'Last heard {{count}} s ago',
    reconnecting: 'Reconnecting…',
    reconnectingWaiting_one: 'Reconnecting, 1 waiting to send',
    reconnectingWaiting_other: 'Reconnecting, {{count}} waiting to send',
    reconnectingTip: 'You can go on. What you do is kept and sent when the connection is back.',
    offline: 'Offline',
    offlineWaiting_one: 'Offline, 1 waiting to send',
    offlineWaiting_other: 'Offline, {{count}} waiting to send',
    offlineTip: 'You can go on reading. What you do is kept on this device until it can be sent.',
    catchingUp: 'Catching up…',
    back: 'Back',
    caughtUp_one: 'Back. Caught up 1 event',
    caughtUp_other: 'Back. Caught up {{count}} events',
    reloaded: 'Back. Reloaded this page’s data',
  },
  shell: {
    skip: 'Skip to the page',
    main: 'Main',
    homeOf: 'Stoa, home',
    home: 'Home',
    course: 'Course',
    live: 'Live',
    grades: 'Results',
    teach: 'Teach',
    organisation: 'Organisation',
    operate: 'Operate',
    you: 'You: {{name}}',
    settings: 'Settings',
    notifications: 'Notifications',
    signOut: 'Sign out',
    guest: 'Here as a guest',
    leave: 'Leave',
    demoStrip: 'Demo class, simulated students',
    remove: 'Remove',
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or what it names is not yours to see.',
    toHome: 'Go to your home page',
  },
  broken: {
    title: 'This page broke',
    text: 'The fault is ours. What you had sent before is safe; load the page again to go on.',
    reload: 'Load again',
  },
  home: {
    loading: 'Your home page is on its way.',
    failed: 'Your home page could not be loaded',
  },
  course: {
    pausedNotice:
      'Your place here is paused. You can look at everything, and change nothing until it goes on.',
    finishedNotice: 'You have finished here. All of it stays open to you to look at.',
    archivedNotice: 'This cohort was put away. You can look at everything, and change nothing.',
  },
} as const;
