import type { OpenPoll, PollChoice } from '../../contract.ts';

/** What every way of voting is given. */
export interface ControlProps {
  poll: OpenPoll;
  /** What stands there now. */
  choice: PollChoice;
  onChoose: (choice: PollChoice) => void;
  /** Ctrl and Enter send what was written. */
  onSend: () => void;
  labelledBy: string;
}
