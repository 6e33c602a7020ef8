import { useCallback, useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';

/** A mouse that moved is about to press something; it is let be for so long, in ms. */
const handLeavesAfterMs = 1_500;
/** Nearer than this to the end counts as there, in px. */
const endPx = 24;

interface Place {
  /** The first line in sight, by `data-message`, and how far under the frame's edge it stands. */
  id: string | undefined;
  topPx: number;
}

export interface HeldScroll {
  frame: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLOListElement | null>;
  /** The newest line is in sight. */
  isAtEnd: boolean;
  toEnd: () => void;
  /** Brings a line into the upper part of the frame. @returns whether there is one */
  toMessage: (id: string) => boolean;
  /** For the frame. */
  holding: {
    onScroll: () => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerDown: () => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
    onPointerLeave: () => void;
    onBlur: () => void;
  };
}

/**
 * A list that grows at both ends and whose lines change their height, without anything moving from under an eye or a
 * finger: whoever is at its end stays there, unless a hand or the focus is in it; whoever is elsewhere keeps the line
 * that they look at.
 *
 * @param onSeen the newest line that is in sight, whenever another one is
 */
export function useHeldScroll(onSeen: (id: string) => void): HeldScroll {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const place = useRef<Place>({ id: undefined, topPx: 0 });
  const follows = useRef(true);
  const seen = useRef<string>(undefined);
  const hand = useHand(() => settle());
  const [isAtEnd, setAtEnd] = useState(true);

  const look = (): void => {
    const box = frame.current;
    if (!box) return;
    const lines = linesIn(box);
    const edge = box.getBoundingClientRect();
    const first = lines.find((line) => line.getBoundingClientRect().bottom > edge.top);
    place.current = {
      id: first?.dataset['message'],
      topPx: first ? first.getBoundingClientRect().top - edge.top : 0,
    };
    setAtEnd(isEnd(box));
    const last = lines.findLast((line) => line.getBoundingClientRect().top < edge.bottom - endPx);
    const id = last?.dataset['message'];
    if (id === undefined || id === seen.current || document.visibilityState === 'hidden') return;
    seen.current = id;
    onSeen(id);
  };
  const settle = (): void => {
    const box = frame.current;
    if (!box) return;
    if (follows.current && !isIn(box, hand.isIn())) box.scrollTop = box.scrollHeight;
    else {
      const line = place.current.id === undefined ? undefined : lineOf(box, place.current.id);
      if (line) {
        const topPx = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
        box.scrollTop += topPx - place.current.topPx;
      }
    }
    look();
  };
  const latest = useRef(settle);
  useEffect(() => {
    latest.current = settle;
  });
  useEffect(() => {
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(frame.current!);
    observer.observe(content.current!);
    const back = (): void => latest.current();
    document.addEventListener('visibilitychange', back);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', back);
    };
  }, []);

  const toEnd = useCallback(() => {
    follows.current = true;
    if (frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, []);
  const toMessage = useCallback((id: string) => {
    const box = frame.current;
    const line = box && lineOf(box, id);
    if (!line) return false;
    follows.current = false;
    const fromTopPx = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += fromTopPx - box.clientHeight / 4;
    follows.current = isEnd(box);
    return true;
  }, []);
  return {
    frame,
    content,
    isAtEnd,
    toEnd,
    toMessage,
    holding: {
      onScroll: () => {
        if (frame.current) follows.current = isEnd(frame.current);
        look();
      },
      ...hand.holding,
      onBlur: () => requestAnimationFrame(() => latest.current()),
    },
  };
}

function linesIn(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-message]')];
}

function lineOf(box: HTMLElement, id: string): HTMLElement | undefined {
  return linesIn(box).find((line) => line.dataset['message'] === id);
}

function isEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < endPx;
}

/** The frame itself may have the focus: that is for scrolling with keys. */
function isIn(box: HTMLElement, isHandIn: boolean): boolean {
  const focused = document.activeElement;
  return isHandIn || (focused !== box && box.contains(focused));
}

/** Whether a finger is down, or a mouse has just moved, in the frame; `onLeave` once it is gone. */
function useHand(onLeave: () => void) {
  const isIn = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const come = (): void => {
    clearTimeout(timer.current);
    isIn.current = true;
  };
  const goIn = (afterMs: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      isIn.current = false;
      leave.current();
    }, afterMs);
  };
  return {
    isIn: () => isIn.current,
    holding: {
      onPointerMove: ({ pointerType }: PointerEvent) => {
        if (pointerType !== 'mouse') return;
        come();
        goIn(handLeavesAfterMs);
      },
      onPointerDown: come,
      onPointerUp: () => goIn(handLeavesAfterMs),
      onPointerCancel: () => goIn(handLeavesAfterMs),
      onPointerLeave: () => goIn(0),
    },
  };
}
