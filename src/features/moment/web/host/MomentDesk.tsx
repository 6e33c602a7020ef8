import { Bones, Shown as ShownView } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { isOver, type SessionState } from '#features/sessions/contract.ts';
import type { MomentDesk as Desk } from '../../contract.ts';
import { ReactionsShown } from '../ReactionPart.tsx';
import type { Shown } from '../useReactions.ts';
import { BannerPart } from './BannerPart.tsx';
import { HandsPart } from './HandsPart.tsx';
import { PulsePanel } from './PulsePanel.tsx';
import { TimerPart } from './TimerPart.tsx';
import type { MomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

export interface MomentDeskProps {
  part: DeskPart;
  desk: View<Desk>;
  state: SessionState;
  acts: MomentActs;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** By the plan, of the item that is shown; null: none is. */
  itemMinutes: number | null;
  /** How many students belong to the cohort, in or not. */
  students: number;
  /** Of the clock that times are shown by. */
  zone: string;
  csvHref: string;
  shown: Shown;
}

/** Of the desk: how the class is, or what the host does. */
export type DeskPart = 'class' | 'host';

/** Hands and pulse, or the timer and what is said to everybody, for whoever runs the session. */
export function MomentDesk({ desk, ...rest }: MomentDeskProps) {
  const { t } = useMomentDeskWords();
  return (
    <ShownView
      view={desk}
      loading={t(`desk.${rest.part}.loading`)}
      failed={t(`desk.${rest.part}.failed`)}
      bones={<Bones className="gap-4" lines={['40%', '100%', '100%']} />}
    >
      {(data) =>
        rest.part === 'class' ? <OfClass data={data} {...rest} /> : <OfHost data={data} {...rest} />
      }
    </ShownView>
  );
}

type PartProps = Omit<MomentDeskProps, 'desk' | 'part'> & { data: Desk };

function OfClass({ data, state, acts, zone, csvHref, nowMs, shown }: PartProps) {
  const isLive = state === 'live';
  if (!isLive && !(isOver(state) && data.line.length > 0)) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {isLive && <HandsPart hands={data.hands} acts={acts} zone={zone} />}
      <PulsePanel desk={data} zone={zone} csvHref={csvHref} nowMs={isLive ? nowMs : null}>
        {isLive && <ReactionsShown shown={shown} />}
      </PulsePanel>
    </div>
  );
}

function OfHost({ data, state, acts, nowMs, itemMinutes, students, zone }: PartProps) {
  const { t } = useMomentDeskWords();
  const isAddressed = state === 'live' || state === 'scheduled';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {isAddressed && <TimerPart timer={data.timer} acts={acts} itemMinutes={itemMinutes} nowMs={nowMs} />}
      {state === 'rehearsal' && <p className="text-muted">{t('desk.rehearsal')}</p>}
      <BannerPart banners={data.banners} acts={acts} students={students} canSay={isAddressed} zone={zone} />
    </div>
  );
}
