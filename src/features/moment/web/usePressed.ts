import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';

/** After the answer the event has come, as long as there is a connection. */
const toldWithinMs = 1_500;

/** What somebody can press, as it stands for them. */
export interface Pressed<Value> {
  /** As it was pressed, until it is told; else as it is. */
  value: Value;
  isSending: boolean;
  /** Why the newest press came to nothing. */
  fault: string | null;
  press: (value: Value) => void;
}

/**
 * What makes sense now alone, and is therefore sent at once or not at all: the button stands as it was pressed until
 * the server has said so to all windows.
 */
export function usePressed<Value>(told: Value, send: (value: Value) => Promise<unknown>): Pressed<Value> {
  const { t } = useTranslation();
  const [pressed, setPressed] = useState<{ value: Value; isAnswered: boolean }>();
  const [fault, setFault] = useState<string | null>(null);
  const isTold = pressed !== undefined && JSON.stringify(pressed.value) === JSON.stringify(told);
  useEffect(() => {
    if (!pressed?.isAnswered) return;
    const timer = setTimeout(() => setPressed(undefined), isTold ? 0 : toldWithinMs);
    return () => clearTimeout(timer);
  }, [pressed, isTold]);
  const press = async (value: Value): Promise<void> => {
    setPressed({ value, isAnswered: false });
    setFault(null);
    try {
      await send(value);
      setPressed((now) => (now?.value === value ? { value, isAnswered: true } : now));
    } catch (problem) {
      setPressed((now) => (now?.value === value ? undefined : now));
      setFault(problem instanceof ApiProblem ? problem.message : t('states.unknownFailure'));
    }
  };
  return {
    value: pressed ? pressed.value : told,
    isSending: pressed !== undefined && !pressed.isAnswered && !isTold,
    fault,
    press: (value) => void press(value),
  };
}
