import { createContext } from 'react';

/** Questions of the session that a channel belongs to, as far as the reader may see them; the page hands them in. */
export interface NearQuestions {
  /** The question that was made of a message. */
  madeOf: (messageId: string) => string | undefined;
  /** What a question says; undefined: it is not here any more. */
  wordsOf: (questionId: string) => string | undefined;
  onOpen: (questionId: string) => void;
  /** Absent where nothing is asked now. These reject with ApiProblem. */
  making: {
    onMake: (messageId: string) => Promise<unknown>;
    onTakeBack: (messageId: string) => Promise<unknown>;
  } | null;
}

/** null: the channel belongs to no session. */
export const NearQuestionsContext = createContext<NearQuestions | null>(null);
