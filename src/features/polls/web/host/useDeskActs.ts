import { useMemo, useRef } from 'react';
import type { CommandInput } from '#kernel/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { polls } from '../../contract.ts';

/** A second press so soon is the same one, in ms. */
const doublePressMs = 500;

type Input<Name extends keyof (typeof polls)['commands']> = CommandInput<typeof polls, Name>;

/** What staff do about polls while a session runs. */
export type DeskCommand =
  | { name: 'poll:launch'; input: Input<'poll:launch'> }
  | { name: 'poll:countdown'; input: Input<'poll:countdown'> }
  | { name: 'poll:tie'; input: Input<'poll:tie'> }
  | { name: 'poll:move'; input: Input<'poll:move'> }
  | {
      name:
        | 'poll:open'
        | 'poll:close'
        | 'poll:reveal'
        | 'poll:revote'
        | 'poll:reset'
        | 'poll:put-away'
        | 'poll:discard'
        | 'poll:duplicate'
        | 'poll:hide-text';
      input: { pollId: string; intoSessionId?: string; text?: string; hidden?: boolean };
    };

/** What is on its way, or did not get through. */
export interface Underway {
  name: string;
  state: 'sending' | 'waiting' | 'asks' | 'failed';
  reason: string;
}

export interface DeskActs {
  onDo: (command: DeskCommand) => void;
  /** @param subject a poll's id; or the session's, for what is launched in it */
  underwayFor: (subject: string) => Underway | undefined;
  /** What was refused is sent again; what waited for long is sent. */
  onRetry: (subject: string) => void;
  onLeave: (subject: string) => void;
}

/** In order, and kept while there is no connection: a poll is closed after it was opened. */
export function useDeskActs(sessionId: string): DeskActs {
  const { live, session } = useRealtime();
  const { pending, retry, confirm, discard } = usePending();
  const status = useConnectionStatus();
  const pressed = useRef({ what: '', atMs: -doublePressMs });
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const underway = useMemo(
    () =>
      new Map(
        pending
          .filter(({ name }) => name.startsWith('poll:') && name !== 'poll:vote')
          .map((one) => [String(one.input['pollId'] ?? one.input['sessionId']), one]),
      ),
    [pending],
  );
  const send = ({ name, input }: DeskCommand): Promise<unknown> =>
    session
      ? session.outbox.submit(name, input, `polls/desk/${sessionId}`).answered
      : live.api.command(polls, name, input as Input<typeof name>);
  return {
    onDo: (command) => {
      // After the first press of "ask again" the next poll's button stands in the same place.
      const what = command.name === 'poll:revote' ? command.name : JSON.stringify(command);
      const atMs = performance.now();
      if (pressed.current.what === what && atMs - pressed.current.atMs < doublePressMs) return;
      pressed.current = { what, atMs };
      const subject = 'pollId' in command.input ? command.input.pollId : command.input.sessionId;
      const former = underway.get(subject);
      if (former?.state === 'failed') discard(former.commandId);
      send(command).catch((problem: unknown) => {
        // The desk says what the server said; anything else is a defect.
        if (!(problem instanceof ApiProblem)) throw problem;
      });
    },
    underwayFor: (subject) => {
      const one = underway.get(subject);
      if (!one) return undefined;
      const { name, problem } = one;
      const reason = problem?.message ?? '';
      if (one.state === 'failed') return { name, state: 'failed', reason };
      if (one.state === 'needs-confirmation') return { name, state: 'asks', reason };
      return { name, state: isAway ? 'waiting' : 'sending', reason };
    },
    onRetry: (subject) => {
      const one = underway.get(subject);
      if (one) (one.state === 'failed' ? retry : confirm)(one.commandId);
    },
    onLeave: (subject) => {
      const one = underway.get(subject);
      if (one) discard(one.commandId);
    },
  };
}
