/** What staff read of the pulse in the report of a session; whole sentences, or labels. */
export const reportWords = {
  heading: 'Pulse',
  loading: 'The pulse is being counted.',
  failed: 'The pulse could not be counted',
  none: 'Nobody said how it went.',
  label: 'Pulse: figures',
  figure: {
    'too-slow': 'Most for whom it was too slow at once',
    'too-fast': 'Most for whom it was too fast at once',
    lost: 'Most who were lost at once',
  },
  formula:
    'At the end of each minute, everybody whose last word until then was this one is counted; this is the largest of these counts. What somebody said stands until they say otherwise.',
  lines: 'The figures beside the lines are of the last minute in which somebody said something.',
} as const;
