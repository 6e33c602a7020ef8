/** What the demo class asks in a live session; each question once. */
export const asked: readonly string[] = [
  'How do I tell that a summary left something important out?',
  'May I paste a customer’s letter in, if I remove the name?',
  'Does a longer request make the answer better, or only longer?',
  'What do you do when two answers to the same request contradict each other?',
  'Is there a way to see what the model was unsure about?',
  'Who is responsible if I send something on that turns out to be wrong?',
  'Can you show the bad example once more?',
  'Which of this works in a language other than English?',
  'How much of this will still be true in a year?',
  'What should we tell colleagues who do not want to use any of it?',
  'Would you let it answer mail without somebody reading it first?',
  'How do you keep good requests, so that the team finds them again?',
];

/** What it writes beside. */
export const said: readonly string[] = [
  'That example helped, thank you.',
  'Same here, I always forget to say who it is for.',
  'Could you leave that slide up for a minute?',
  'I tried it with our minutes: the second version is *much* better.',
  'Sound is fine for me.',
  'In our team we write “until when” first, then the rest.',
  'Good question, I would like to know that too.',
  'My answer came out completely different. Interesting.',
  'Back in a minute.',
  'Here is mine:\n\n```text\nRead this as somebody who was not there.\nList what you would have to ask.\n```',
];

/** What it answers to what somebody wrote. */
export const replied: readonly string[] = [
  'Same with us.',
  'How long did that take you?',
  'Thank you, I will try that this afternoon.',
  'It worked once I said who it is for.',
  'Could you share the wording?',
  'I would still read it before it goes out.',
];
