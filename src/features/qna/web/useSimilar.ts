import { useEffect, useState } from 'react';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { qna, questionLimits, type OpenQuestion } from '../contract.ts';

/** A pause in typing that is worth a look, in ms. */
const pauseMs = 400;
/** Less than this says nothing about what somebody is going to ask. */
const fewestCharacters = 10;

/** Questions that are like what is being typed; none while there is nothing to compare. */
export function useSimilar(sessionId: string, typed: string): readonly OpenQuestion[] {
  const text = typed.trim().slice(0, questionLimits.questionLength);
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isWorth = settled.length >= fewestCharacters;
  const similar = useLiveView(qna, 'qa:similar', { sessionId, text: settled }, { enabled: isWorth });
  const found = similar.data?.questions;
  // Until the next ones are there, those of the words before it stand.
  const [last, setLast] = useState(found);
  if (found !== undefined && found !== last) setLast(found);
  return isWorth && text.length >= fewestCharacters ? (found ?? last ?? none) : none;
}

const none: readonly OpenQuestion[] = [];
