import { useState, type FocusEvent, type PointerEvent } from 'react';
import { heldPlaces } from './ordering.ts';

interface HeldPlaces {
  /** Ids as they are to stand now. */
  places: readonly string[];
  /** Whether they would stand otherwise if nobody were in the list. */
  isMoved: boolean;
  /** Lets everything go where it belongs. */
  settle: () => void;
  /** For the element that holds the list. */
  holding: {
    onFocus: () => void;
    onBlur: (event: FocusEvent) => void;
    onPointerEnter: (event: PointerEvent) => void;
    onPointerLeave: () => void;
  };
}

/** Nothing moves away from under a finger or the focus: votes of others change the order only once nobody is in it. */
export function useHeldPlaces(wanted: readonly string[]): HeldPlaces {
  const [hasFocus, setFocus] = useState(false);
  const [hasPointer, setPointer] = useState(false);
  const [former, setFormer] = useState(wanted);
  const places = hasFocus || hasPointer ? heldPlaces(former, wanted) : wanted;
  if (!isSame(places, former)) setFormer(places);
  return {
    places,
    isMoved: !isSame(places, wanted),
    settle: () => setFormer(wanted),
    holding: {
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }) =>
        setFocus(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
      // A finger that pressed is still over what it pressed for the browser, long after it was lifted.
      onPointerEnter: ({ pointerType }) => setPointer(pointerType === 'mouse'),
      onPointerLeave: () => setPointer(false),
    },
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place]);
}
