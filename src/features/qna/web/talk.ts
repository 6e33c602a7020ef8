import { createContext } from 'react';

/** The chat of the session that questions belong to; the page hands it in. */
export interface Talk {
  /** The message below which a question is talked about. */
  messageOf: (questionId: string) => string | undefined;
  onOpen: (messageId: string) => void;
  /** For staff, while something may be said; these reject with ApiProblem. */
  putting: {
    onPut: (questionId: string, text: string) => Promise<unknown>;
    onTakeOut: (messageId: string) => Promise<unknown>;
  } | null;
}

/** null: there is no chat beside the questions. */
export const TalkContext = createContext<Talk | null>(null);
