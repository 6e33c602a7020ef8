import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { systemClock } from '#kernel/clock.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useConnectionStatus, useLiveView } from '#platform/web/query/useLiveView.ts';
import { full, type View } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { quizzes, type Attempt, type OwnQuiz } from '../contract.ts';
import { AnswerDesk, type DeskView } from './answerDesk.ts';
import type { AttemptActs } from './AttemptView.tsx';
import { browserAttempts, type KeptAttempt, type KeptAttempts } from './keptAttempts.ts';

interface Place {
  cohortId: string;
  quizId: string;
  attemptId: string;
}

export interface AttemptAtHand {
  attempt: View<Attempt>;
  isMissing: boolean;
  /** The server cannot be reached: what is shown is what this device kept. */
  isFromDevice: boolean;
  quiz: OwnQuiz | undefined;
  /** undefined for a moment, until the attempt is there. */
  desk: DeskView | undefined;
  acts: AttemptActs;
  /** Why handing in was refused. */
  refusal: string | null;
}

/** How often the server is asked again about an attempt whose time is over and that it has not closed yet, in ms. */
const askAgainMs = 5_000;
const never = () => () => {};
const nothing = (): undefined => undefined;

/** One attempt of the reader, as the server has it and as this device goes on with it. */
export function useAttempt(place: Place): AttemptAtHand {
  const { cohortId, quizId, attemptId } = place;
  const { session } = useRealtime();
  const fetched = useLiveView(quizzes, 'quiz:attempt', { cohortId, quizId, attemptId });
  const quiz = useLiveView(quizzes, 'quiz:quiz', { cohortId, quizId });
  const status = useConnectionStatus();
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const kept = useMemo(() => session && browserAttempts(session.personId), [session]);
  const onDevice = useKept(kept, attemptId);

  if (fetched.data) serverTime.hear(fetched.data.now);
  const isUnreachable = fetched.data === undefined && (isAway || fetched.failureCount > 0);
  const isFromDevice = isUnreachable && onDevice !== undefined;
  const known = fetched.data ?? (isFromDevice ? onDevice.attempt : undefined);

  const desk = useDesk(known, kept, isAway);
  const deskView = useSyncExternalStore(desk?.subscribe ?? never, desk?.get ?? nothing);
  useKeeping(kept, fetched.data, quiz.data, deskView);

  const { refetch } = fetched;
  const ask = useCallback(() => void refetch(), [refetch]);
  useAskedWhenDoubtful(ask, isAway);
  const [refusal, setRefusal] = useState<string | null>(null);
  const acts = useActs(desk, { mayAsk: known?.state === 'open' && !isAway, ask, setRefusal });

  return {
    attempt: known && !fetched.data ? full(known) : viewOf(fetched),
    isMissing: isMissing(fetched),
    isFromDevice,
    quiz: quiz.data ?? onDevice?.quiz ?? undefined,
    desk: deskView,
    acts,
    refusal,
  };
}

/** What this device kept of the attempt, if anything. */
function useKept(kept: KeptAttempts | undefined, attemptId: string): KeptAttempt | undefined {
  const [onDevice, setOnDevice] = useState<KeptAttempt>();
  useEffect(() => {
    let isCurrent = true;
    void kept?.attempt(attemptId).then((found) => {
      if (!isCurrent) return;
      if (found?.heard) serverTime.recall(found.heard);
      setOnDevice(found);
    });
    return () => {
      isCurrent = false;
      setOnDevice(undefined);
    };
  }, [kept, attemptId]);
  return onDevice;
}

function useDesk(
  known: Attempt | undefined,
  kept: KeptAttempts | undefined,
  isAway: boolean,
): AnswerDesk | undefined {
  const { session } = useRealtime();
  const [desk, setDesk] = useState<AnswerDesk>();
  const newest = useRef(known);
  newest.current = known;
  const items = known?.asked.map(({ id }) => id).join(',');
  useEffect(() => {
    const attempt = newest.current;
    if (!session || !kept || !attempt) return;
    const opened = new AnswerDesk({ attempt, outbox: session.outbox, kept, clock: systemClock, serverNowMs });
    // A store that cannot be read has nothing to take up.
    opened.load().catch(() => {});
    setDesk(opened);
    return () => {
      opened.close();
      setDesk(undefined);
    };
  }, [session, kept, known?.id, items]);

  useEffect(() => {
    if (known) desk?.hear(known);
  }, [desk, known]);
  useEffect(() => desk?.setAway(isAway), [desk, isAway]);
  useEffect(() => {
    const flush = (): void => desk?.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [desk]);
  return desk;
}

/** Keeps the attempt on the device while it is open, and lets go of it once nothing is missing at the server. */
function useKeeping(
  kept: KeptAttempts | undefined,
  attempt: Attempt | undefined,
  quiz: OwnQuiz | undefined,
  desk: DeskView | undefined,
): void {
  const isDone = desk !== undefined && desk.unsent === 0;
  useEffect(() => {
    if (!kept || !attempt) return;
    if (attempt.state === 'open') {
      const one = { attempt, quiz: quiz ?? null, heard: serverTime.heard ?? null };
      // A store that is full or forbidden: the attempt is then as safe as its answers at the server.
      kept.keepAttempt(one).catch(() => {});
    } else if (isDone) void kept.forget(attempt.id).catch(() => {});
  }, [kept, attempt, quiz, isDone]);
}

/** A device that slept, or came back, asks for the time when its clocks do not agree. */
function useAskedWhenDoubtful(ask: () => void, isAway: boolean): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible' && serverTime.isDoubtful) ask();
    };
    if (!isAway) look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [ask, isAway]);
}

interface ActsParts {
  /** The attempt is open, and there is a connection. */
  mayAsk: boolean;
  ask: () => void;
  setRefusal: (sentence: string | null) => void;
}

function useActs(desk: AnswerDesk | undefined, { mayAsk, ask, setRefusal }: ActsParts): AttemptActs {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isOver || !mayAsk) return;
    ask();
    const timer = setInterval(ask, askAgainMs);
    return () => clearInterval(timer);
  }, [isOver, mayAsk, ask]);
  return useMemo(
    () => ({
      onAnswer: (itemId, answer, more) => desk?.answer(itemId, answer, more),
      onFlag: (itemId, flagged) => desk?.flag(itemId, flagged),
      onInsist: (itemId) => desk?.insist(itemId),
      onRetry: () => desk?.retry(),
      onTakeBack: () => desk?.takeBack(),
      onHandIn: () => {
        setRefusal(null);
        desk?.handIn().then(ask, (problem: unknown) => {
          // One that was taken back, here or in another tab, was never sent: that is no refusal.
          if (!(problem instanceof ApiProblem) || problem.status === 0) return;
          setRefusal(problem.message);
          ask();
        });
      },
      onLetGo: () => desk?.letGo(),
      onOver: (over: boolean) => {
        if (over) desk?.flush();
        setOver(over);
      },
    }),
    [desk, ask, setRefusal],
  );
}
