/** What staff read of questions in the report of a session; whole sentences, or labels. */
export const reportWords = {
  heading: 'Questions',
  loading: 'The questions are being counted.',
  failed: 'The questions could not be counted',
  none: 'Nobody asked anything in this session.',
  label: 'Questions: figures',
  asked: 'Asked',
  askedFormula:
    'Every question of the session, before, during and after it; those that were withdrawn do not count.',
  answered: 'Answered',
  answeredFormula: 'Questions that are answered now, in writing or aloud.',
  answeredAloud: 'Of these, aloud',
  answeredAloudFormula: 'Answered questions that have no answer in writing.',
  unanswered: 'Unanswered',
  unansweredFormula:
    'Questions that wait to be let through, are open, or were being answered when the session ended.',
  dismissed: 'Dismissed',
  dismissedFormula: 'Questions that were put aside, answered before or not.',
  merged: 'Merged',
  mergedFormula: 'Questions that were put into another one; they are not among the answered or unanswered.',
  votes: 'Votes',
  votesFormula:
    'Votes of all questions together. Of questions that were merged each person counts once, and nobody’s vote for their own counts.',
  median: 'Half were answered within',
  medianFormula:
    'From asking to the answer that stands, of answered questions: the shortest time within which at least half of them were. An answer that was changed counts from its change.',
  noTime: 'None',
  answeredHeading: 'Answered questions',
  otherHeading: 'Dismissed and merged',
  owedHeading: 'Unanswered',
  noneOwed: 'Every question has been answered, or was put aside.',
  askedAt: 'asked {{when}}',
  after: 'answered after {{time}}',
  seenAt: 'let through {{when}}',
  neverSeen: 'never let through',
  gapNames: 'Not told to anybody: who asked what was asked without a name.',
  toDesk: 'Answer them',
  own: {
    label: 'Questions: figures',
    seen: 'Questions',
    seenFormula:
      'Questions that everybody in the session sees; what was merged into another is not counted again.',
    answered: 'Answered',
    answeredFormula: 'Of these, answered in writing or aloud.',
    yours: 'Asked by you',
    yoursFormula: 'Your own questions, whoever sees them; what you took away does not count.',
    openHeading: 'Not answered yet',
  },
  about: 'each question',
  formula:
    'Beside each question stand its votes, each person once and never its author’s, and from asking to the answer that stands.',
} as const;
