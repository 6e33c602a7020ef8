import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import type { SessionNow } from '../contract.ts';
import { BannerNote } from './BannerNote.tsx';
import { MomentBar } from './MomentBar.tsx';
import { TimerFace } from './TimerFace.tsx';
import { useMomentNews, useNow, useReading, useTakingPart } from './useNow.ts';
import type { Pressed } from './usePressed.ts';
import { useReactions } from './useReactions.ts';

interface MomentProps {
  sessionId: string;
  isStaff: boolean;
}

/** What everybody is to see at once. The page holds the socket while the session is open. */
export function MomentNotice({ sessionId, isStaff }: MomentProps) {
  const { data } = useNow(sessionId);
  useMomentNews(data);
  if (!data) return null;
  // What was pressed belongs to one banner.
  return <Notice key={data.banner?.id ?? ''} now={data} isStaff={isStaff} />;
}

function Notice({ now, isStaff }: { now: SessionNow; isStaff: boolean }) {
  const read = useReading(now);
  return <NoticeView now={now} nowMs={serverNowMs} read={isStaff ? null : read} />;
}

interface NoticeViewProps {
  now: Pick<SessionNow, 'banner' | 'timer'>;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  read: Pressed<boolean> | null;
}

/** The banner and the timer; nothing where there is neither. */
export function NoticeView({ now: { banner, timer }, nowMs, read }: NoticeViewProps) {
  if (!banner && !timer) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {banner && <BannerNote banner={banner} read={read} />}
      {timer && <TimerFace timer={timer} nowMs={nowMs} />}
    </div>
  );
}

/** What one can do in it. */
export function Moment({ sessionId, isStaff }: MomentProps) {
  const now = useNow(sessionId);
  const takingPart = useTakingPart(sessionId, now.data);
  const shown = useReactions(sessionId);
  return <MomentBar now={viewOf(now)} isStaff={isStaff} shown={shown} {...takingPart} />;
}
