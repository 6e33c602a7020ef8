import { useEffect, useState } from 'react';
import { announcer } from './announcer.ts';

/** Where the announcer's words stand for screen readers; once per page. */
export function AnnouncerRegion() {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => announcer.listen((text) => setSaid(({ turn }) => ({ text, turn: turn + 1 }))), []);
  // A text that comes twice must be a change, or it is not read: every other time it carries a blank.
  return (
    <div aria-live="polite" className="sr-only">
      {said.text}
      {said.turn % 2 === 0 ? '' : '\u00a0'}
    </div>
  );
}
