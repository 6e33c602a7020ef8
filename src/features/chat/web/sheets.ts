import type { ChatMessage } from '../contract.ts';

/** What asks for a word more before it is done to a message, or shows more of it. */
export type MessageSheetAct = 'delete' | 'report' | 'revisions' | 'lock';

export interface OpenSheet {
  act: MessageSheetAct;
  message: ChatMessage;
}

export type OnSheet = (sheet: OpenSheet) => void;
