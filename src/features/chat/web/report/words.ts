/** What staff read of the chat in the report of a session; whole sentences, or labels. */
export const reportWords = {
  heading: 'Chat',
  loading: 'The chat is being counted.',
  failed: 'The chat could not be counted',
  none: 'Nobody wrote anything.',
  label: 'Chat: figures',
  messages: 'Messages',
  messagesFormula:
    'Everything that was said in the channel of the session, before, during and after it, replies among it; what was taken away does not count.',
  replies: 'Of these, replies',
  repliesFormula: 'Messages that stand in the thread of another one.',
  people: 'People who wrote',
  peopleFormula: 'Everybody of whom at least one message stands, those who run the session as well.',
  reactions: 'Reactions',
  reactionsFormula: 'Reactions to messages that stand, each kind once a person and message.',
  gone_one: 'Gone: 1 message that was taken away or forgotten. Its words are not told here.',
  gone_other: 'Gone: {{count}} messages that were taken away or forgotten. Their words are not told here.',
  first_one: 'Here stands the first message; the file has all of them.',
  first_other: 'Here stand the first {{count}} messages; the file has all of them.',
  transcript: 'What was said',
  replyTo: 'in reply to {{name}}',
  reply: 'a reply',
} as const;
