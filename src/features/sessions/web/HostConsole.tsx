import { useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { SessionConsole } from '../contract.ts';
import { nextItem } from './agendaPace.ts';
import { HostEnd } from './HostEnd.tsx';
import { HostFrame } from './HostFrame.tsx';
import { HostHead } from './HostHead.tsx';
import { HostKeys } from './HostKeys.tsx';
import { HostNow } from './HostNow.tsx';
import { HostPeople } from './HostPeople.tsx';
import { HostRunSheet } from './HostRunSheet.tsx';
import { isRun } from './hostSees.ts';
import { useHostKeys } from './useHostKeys.ts';
import type { Hosting } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

export interface HostConsoleProps {
  console: SessionConsole;
  meId: string;
  /** The server's time. */
  nowMs: () => number;
  hosting: Pick<
    Hosting,
    'acting' | 'showing' | 'show' | 'start' | 'end' | 'rehearse' | 'takeOver' | 'forget'
  >;
  sheetHref: string;
  screenHref: string;
  /** The session as a student sees it. */
  studentSrc: string;
  /** What the class votes on; another room's. */
  polls?: ReactNode;
  /** Whose hand is up, and how the class follows; another room's. */
  hands?: ReactNode;
  /** The timer, and what is said to everybody; another room's. */
  timer?: ReactNode;
  /** What the class asks; another room's. */
  questions?: ReactNode;
  /** Keys of other rooms, as rows of the list of keys. */
  moreKeys?: ReactNode;
  /** What other rooms leave open when the session ends. */
  open?: ReactNode;
}

/** Runs the room: the run sheet, what the class sees now, the questions, and who is in. */
export function HostConsole(props: HostConsoleProps) {
  const { console: data, meId, nowMs, hosting, sheetHref, screenHref, studentSrc } = props;
  const { hands, polls, timer, questions, moreKeys, open } = props;
  const { t } = useHostWords();
  const [sheet, setSheet] = useState<'end' | 'keys' | null>(null);
  const [isLooking, setLooking] = useState(false);
  const { session } = data;
  const { onNext, onBlank, hidden, next } = useItems(data, hosting);
  const help = (): void => setSheet('keys');
  useHostKeys({ onNext, onBlank, onHelp: help });

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <HostHead
        console={data}
        meId={meId}
        nowMs={nowMs}
        acting={hosting.acting}
        screenHref={screenHref}
        onStart={() => void hosting.start()}
        onRehearse={(on) => void hosting.rehearse(on)}
        onTakeOver={() => void hosting.takeOver()}
        onEnd={() => {
          hosting.forget();
          setSheet('end');
        }}
      >
        <Button
          look="plain"
          aria-expanded={isLooking}
          onClick={() => setLooking(!isLooking)}
          className="mx-0"
        >
          {isLooking ? t('host.hideLook') : t('host.look')}
        </Button>
        <Button look="plain" aria-keyshortcuts="?" onClick={help} className="mx-0">
          {t('keys.open')}
        </Button>
      </HostHead>
      {/* On a phone what the class sees comes first; beside each other the run sheet reads from the start. */}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 wide:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,5fr)] wide:grid-rows-[auto_1fr]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8 wide:col-start-2 wide:row-start-1">
          <HostNow
            console={data}
            nowMs={nowMs}
            showing={hosting.showing}
            next={next}
            onNext={onNext}
            onBlank={onBlank}
            hidden={hidden}
          />
          {hands}
          {polls}
          {timer}
          {isLooking && <HostFrame src={studentSrc} />}
        </div>
        <div className="wide:col-start-1 wide:row-span-2 wide:row-start-1">
          <HostRunSheet
            console={data}
            showing={hosting.showing}
            onShow={hosting.show}
            sheetHref={sheetHref}
          />
        </div>
        <div className="min-w-0 wide:col-start-3 wide:row-span-2 wide:row-start-1">{questions}</div>
        <div className="min-w-0 wide:col-start-2 wide:row-start-2">
          <HostPeople console={data} />
        </div>
      </div>
      {sheet === 'keys' && <HostKeys onClose={() => setSheet(null)} more={moreKeys} />}
      {sheet === 'end' && session.state === 'live' && (
        <HostEnd
          console={data}
          acting={hosting.acting}
          open={open}
          onEnd={() => void hosting.end().then((done) => done && setSheet(null))}
          onClose={() => setSheet(null)}
        />
      )}
    </div>
  );
}

/** Going through the run sheet: on to the next item, and from an item to none and back. */
function useItems({ session }: SessionConsole, { showing, show }: Pick<Hosting, 'showing' | 'show'>) {
  const [hiddenId, setHiddenId] = useState<string | null>(null);
  // What is still on its way counts as shown: whoever goes on twice while offline wants the item after the next.
  const current = 'itemId' in showing && showing.state !== 'failed' ? showing.itemId : session.currentItemId;
  const hidden = current === null ? (session.agenda.find(({ id }) => id === hiddenId) ?? null) : null;
  // After a pause in which nothing was shown it goes on where it was, and not from the beginning.
  const next = nextItem({ ...session, currentItemId: current ?? hidden?.id ?? null });
  const hide = (): void => {
    setHiddenId(current);
    show(null);
  };
  const isOn = isRun(session);
  return {
    hidden,
    next,
    onNext: isOn && next ? () => show(next.id) : undefined,
    onBlank: !isOn ? undefined : current !== null ? hide : hidden ? () => show(hidden.id) : undefined,
  };
}
