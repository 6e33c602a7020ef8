/** What staff read of polls in the report of a session; whole sentences, or labels. */
export const reportWords = {
  heading: 'Polls',
  loading: 'The polls are being counted.',
  failed: 'The polls could not be counted',
  none: 'No poll was asked in this session.',
  label: 'Polls: figures',
  asked: 'Polls asked',
  askedFormula: 'Every poll that was opened, a second vote as one of its own; drafts do not count.',
  votes: 'Votes',
  votesFormula:
    'Ballots of all polls together, one a person and poll: who changed their mind counts once, and what was thrown away by a reset does not count.',
  shown: 'Results shown',
  shownFormula: 'Polls of which everybody sees the result: revealed, or growing in sight of all.',
  median: 'Half were open at most',
  medianFormula:
    'From opening to close, of polls that are closed: the shortest time that at least half of them did not exceed. A poll that was reset counts from its last opening.',
  noTime: 'None',
  when: 'Asked {{when}}',
  open: 'Still open',
  openFor: 'Open for {{time}}',
  again: 'Asked again',
  shownTo: {
    all: 'Everybody sees the result',
    staff: 'Only staff see the result',
    nobody: 'Not shown to everybody',
  },
  sealed: 'It is anonymous and open: it is counted once it is closed.',
  gapAnonymous: 'Never recorded: who chose what.',
  gapConfidential: 'Shown to nobody: who chose what.',
  written: 'What was written',
  textsLimit_one: 'Only the most frequent text is listed.',
  textsLimit_other: 'Only the {{count}} most frequent texts are listed.',
  names: 'Who chose what',
  own: {
    label: 'Polls: your figures',
    asked: 'Polls asked',
    askedFormula: 'Every poll of the session that was opened, a second vote as one of its own.',
    voted: 'You voted in',
    votedFormula: 'Polls in which a vote of yours counts; what was thrown away by a reset does not.',
    notShown: 'Its result is not shown.',
  },
  formula: {
    options:
      'Beside each option stand the ballots that hold it, and their share of all who voted, rounded; below five voters no share is told.',
    ranking:
      'A first place gives as many points as there are options, each place below one fewer; beside each option stands the sum over all ballots.',
    rating:
      'Beside each step stand the ballots that chose it; the average is the sum of the steps by the ballots, to one place.',
    quiz: 'Beside each option stand the ballots that hold it, right or not, and their share of all who voted, rounded; below five voters no share is told.',
    text: 'Each text stands once, with how often it was given word by word.',
    words:
      'Each word stands once, with how many ballots hold it, upper and lower case alike; hidden words are left out, and at most 40 are drawn.',
    number:
      'Mean and middle are of all estimates; the bars count them in ten steps of one width from the least to the most.',
  },
} as const;
