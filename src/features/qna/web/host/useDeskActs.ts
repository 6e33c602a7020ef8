import { useMemo, useRef, useState } from 'react';
import type { CommandInput } from '#kernel/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { qna, type DeskQuestion } from '../../contract.ts';
import { undoOf, type DeskCommand } from './desk.ts';

/** For so long an undo stands beside what was done, in ms; afterwards it is among the question's own buttons. */
const undoForMs = 15_000;
/** A second press so soon was meant for what stood there before, in ms. */
const doublePressMs = 500;

/** What was just done to a question. */
export interface Done {
  command: DeskCommand;
  undo: DeskCommand | null;
}

/** What is on its way for a question, or did not get through. */
export interface Underway {
  state: 'sending' | 'waiting' | 'asks' | 'failed';
  reason: string;
}

export interface DeskActs {
  /** @param at where it was said: what was written on a sheet is never taken for a second press */
  onDo: (command: DeskCommand, before: DeskQuestion, at?: 'row' | 'sheet') => void;
  doneTo: (questionId: string) => Done | undefined;
  /** Ids of the questions to which something was just done. */
  kept: ReadonlySet<string>;
  underwayFor: (questionId: string) => Underway | undefined;
  /** What was refused is sent again; what waited for long is sent. */
  onRetry: (questionId: string) => void;
  onLeave: (questionId: string) => void;
  /** Makes sense now alone; rejects with ApiProblem. */
  onAttachAll: (lessonId: string) => Promise<unknown>;
}

const names: ReadonlySet<string> = new Set<DeskCommand['name']>([
  'qa:publish',
  'qa:answer-now',
  'qa:restore',
  'qa:dismiss',
  'qa:answer',
  'qa:pin',
  'qa:merge',
  'qa:label',
  'qa:attach',
  'qa:mute-person',
]);

/** What staff do at the desk of a session: in order, and kept while there is no connection. */
export function useDeskActs(sessionId: string): DeskActs {
  const { live, session } = useRealtime();
  const { pending, retry, confirm, discard } = usePending();
  const status = useConnectionStatus();
  const [done, setDone] = useState<ReadonlyMap<string, Done>>(new Map());
  const pressed = useRef(new Map<string, number>());
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const underway = useMemo(
    () =>
      new Map(
        pending.filter(({ name }) => names.has(name)).map((one) => [String(one.input['questionId']), one]),
      ),
    [pending],
  );

  const send = ({ name, input }: DeskCommand): Promise<unknown> =>
    session
      ? session.outbox.submit(name, input, `qna/desk/${sessionId}`).answered
      : live.api.command(qna, name, input as CommandInput<typeof qna, typeof name>);
  const note = (questionId: string, one: Done): void => {
    setDone((all) => new Map(all).set(questionId, one));
    setTimeout(
      () => setDone((all) => (all.get(questionId) === one ? without(all, questionId) : all)),
      undoForMs,
    );
  };
  return {
    kept: useMemo(() => new Set(done.keys()), [done]),
    doneTo: (questionId) => done.get(questionId),
    onDo: (command, before, at = 'row') => {
      const { id } = before;
      const atMs = performance.now();
      const isMeant = at === 'sheet' || done.get(id)?.undo === command;
      if (!isMeant && atMs - (pressed.current.get(id) ?? -doublePressMs) < doublePressMs) return;
      pressed.current.set(id, atMs);
      const former = underway.get(id);
      if (former?.state === 'failed') discard(former.commandId);
      setDone((all) => without(all, id));
      send(command).then(
        () => note(id, { command, undo: undoOf(command, before) }),
        (problem: unknown) => {
          // The row says what the server said; anything else is a defect.
          if (!(problem instanceof ApiProblem)) throw problem;
        },
      );
    },
    underwayFor: (questionId) => {
      const one = underway.get(questionId);
      if (!one) return undefined;
      const reason = one.problem?.message ?? '';
      if (one.state === 'failed') return { state: 'failed', reason };
      if (one.state === 'needs-confirmation') return { state: 'asks', reason };
      return { state: isAway ? 'waiting' : 'sending', reason };
    },
    onRetry: (questionId) => {
      const one = underway.get(questionId);
      if (one) (one.state === 'failed' ? retry : confirm)(one.commandId);
    },
    onAttachAll: (lessonId) => live.api.command(qna, 'qa:attach-answered', { sessionId, lessonId }),
    onLeave: (questionId) => {
      const one = underway.get(questionId);
      if (one) discard(one.commandId);
    },
  };
}

function without(all: ReadonlyMap<string, Done>, questionId: string): ReadonlyMap<string, Done> {
  if (!all.has(questionId)) return all;
  const others = new Map(all);
  others.delete(questionId);
  return others;
}
