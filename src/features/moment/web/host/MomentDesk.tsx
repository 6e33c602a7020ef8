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
  desk: View<Desk>;
  state: SessionState;
  acts: MomentActs;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** How many students belong to the cohort, in or not. */
  students: number;
  /** Of the clock that times are shown by. */
  zone: string;
  csvHref: string;
  shown: Shown;
}

/** Hands, pulse, timer and what is said to everybody, for whoever runs the session. */
export function MomentDesk({ desk, ...rest }: MomentDeskProps) {
  const { t } = useMomentDeskWords();
  return (
    <ShownView
      view={desk}
      loading={t('desk.loading')}
      failed={t('desk.failed')}
      bones={<Bones className="gap-4" lines={['40%', '100%', '100%']} />}
    >
      {(data) => <Parts data={data} {...rest} />}
    </ShownView>
  );
}

function Parts(props: Omit<MomentDeskProps, 'desk'> & { data: Desk }) {
  const { data, state, acts, nowMs, students, zone, csvHref, shown } = props;
  const { t } = useMomentDeskWords();
  const isAddressed = state === 'live' || state === 'scheduled';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {state === 'live' && (
        <>
          <ReactionsShown shown={shown} className="text-title" />
          <HandsPart hands={data.hands} acts={acts} zone={zone} />
        </>
      )}
      {(state === 'live' || (isOver(state) && data.line.length > 0)) && (
        <PulsePanel desk={data} zone={zone} csvHref={csvHref} />
      )}
      {isAddressed && <TimerPart timer={data.timer} acts={acts} nowMs={nowMs} />}
      {state === 'rehearsal' && <p className="text-muted">{t('desk.rehearsal')}</p>}
      <BannerPart banners={data.banners} acts={acts} students={students} canSay={isAddressed} zone={zone} />
    </div>
  );
}
