import { useRef, useState, type ReactNode } from 'react';
import { useHref } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { isOver, type SessionConsole } from '../contract.ts';
import { nextItem } from './agendaPace.ts';
import { HostEnd } from './HostEnd.tsx';
import { HostFrame } from './HostFrame.tsx';
import { HostHead } from './HostHead.tsx';
import type { WayIn } from './HostJoin.tsx';
import { HostKeys } from './HostKeys.tsx';
import { HostNow, type HostNowProps, type ItemOffers } from './HostNow.tsx';
import { HostPeople } from './HostPeople.tsx';
import { HostTeam } from './HostTeam.tsx';
import { HostRunSheet, type PreparedFor } from './HostRunSheet.tsx';
import { isRun } from './hostSees.ts';
import { useHostKeys } from './useHostKeys.ts';
import type { Hosting } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

export interface HostConsoleProps {
  console: SessionConsole;
  meId: string;
  /** The server's time. */
  nowMs: () => number;
  /** What the class has before it, in sentences. */
  sees: HostNowProps['sees'];
  /** What is prepared for the item that is shown. */
  offers?: ItemOffers;
  /** The polls that are prepared for an item, by its id; another room's. */
  prepared?: PreparedFor;
  hosting: Pick<
    Hosting,
    | 'acting'
    | 'showing'
    | 'show'
    | 'blank'
    | 'start'
    | 'end'
    | 'rehearse'
    | 'takeOver'
    | 'handOver'
    | 'forget'
  >;
  sheetHref: string;
  screenHref: string;
  /** How one comes in by this code. */
  wayIn: (code: string) => WayIn;
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
  /** Whether the code lets guests in, and who came. */
  guests?: ReactNode;
  /** Keys of other rooms, as rows of the list of keys. */
  moreKeys?: ReactNode;
  /** What other rooms leave open when the session ends; `toQuestions` leads to what is asked. */
  open?: (toQuestions: () => void) => ReactNode;
}

/** Runs the room: the run sheet, what the class sees now, the questions, and who is in. */
export function HostConsole(props: HostConsoleProps) {
  const { console: data, meId, nowMs, sees, hosting, sheetHref, studentSrc } = props;
  const { hands, polls, timer, questions, guests, moreKeys, open, offers = {}, prepared = {} } = props;
  const { t } = useHostWords();
  const [sheet, setSheet] = useState<'end' | 'keys' | 'team' | null>(null);
  const [isLooking, setLooking] = useState(false);
  const talk = useRef<HTMLDivElement>(null);
  const { session, isBlank } = data;
  const { acting } = hosting;
  const screenHref = useHref(props.screenHref);
  const { onNext, onItem, hidden, next } = useItems(data, hosting);
  const isOn = !isOver(session.state);
  const help = (): void => setSheet('keys');
  const blank = (): void => void hosting.blank(!isBlank);
  const toTeam = (): void => {
    hosting.forget();
    setSheet('team');
  };
  // One of the tabs in which questions and chat stand.
  const toTab = (name: string): void => {
    const tab = talk.current?.querySelector<HTMLElement>(`[role=tab][data-tab=${name}]`);
    tab?.click();
    tab?.focus();
  };
  useHostKeys({
    next: onNext,
    item: onItem,
    ask: offers.ask?.onDo,
    say: offers.say?.onDo,
    blank: isOn ? blank : undefined,
    screen: isOn ? () => void window.open(screenHref, '_blank', 'noopener') : undefined,
    questions: () => toTab('questions'),
    chat: () => toTab('chat'),
    host: isOn ? toTeam : undefined,
    help,
  });

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <HostHead
        console={data}
        meId={meId}
        nowMs={nowMs}
        acting={hosting.acting}
        screenHref={screenHref}
        wayIn={props.wayIn}
        onStart={() => void hosting.start()}
        onRehearse={(on) => void hosting.rehearse(on)}
        onTakeOver={() => void hosting.takeOver()}
        onHandOver={toTeam}
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
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8 wide:col-start-2 wide:row-span-2 wide:row-start-1">
          <HostNow
            console={data}
            sees={sees}
            nowMs={nowMs}
            showing={hosting.showing}
            next={next}
            onNext={onNext}
            onItem={onItem}
            hidden={hidden}
            onBlank={isOn ? blank : undefined}
            offers={offers}
            isBlanking={acting.state === 'sending' && acting.act === 'blank'}
          />
          {hands}
          {polls}
          {isLooking && <HostFrame src={studentSrc} />}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8 wide:col-start-1 wide:row-start-1">
          <HostRunSheet
            console={data}
            showing={hosting.showing}
            onShow={hosting.show}
            prepared={prepared}
            sheetHref={sheetHref}
          />
          {timer}
        </div>
        <div ref={talk} data-talk className="min-w-0 wide:col-start-3 wide:row-span-2 wide:row-start-1">
          {questions}
        </div>
        <div className="min-w-0 wide:col-start-1 wide:row-start-2">
          <HostPeople console={data} />
          {guests}
        </div>
      </div>
      {sheet === 'team' && (
        <HostTeam
          console={data}
          meId={meId}
          acting={acting}
          onTakeOver={() => void hosting.takeOver().then((done) => done && setSheet(null))}
          onHandOver={(id) => void hosting.handOver(id).then((done) => done && setSheet(null))}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'keys' && <HostKeys onClose={() => setSheet(null)} more={moreKeys} />}
      {sheet === 'end' && session.state === 'live' && (
        <HostEnd
          console={data}
          acting={hosting.acting}
          open={open?.(() => {
            setSheet(null);
            // The sheet gives the focus back first.
            requestAnimationFrame(() => toTab('questions'));
          })}
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
    onItem: !isOn ? undefined : current !== null ? hide : hidden ? () => show(hidden.id) : undefined,
  };
}
