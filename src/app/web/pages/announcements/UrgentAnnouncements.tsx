import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { announcements, isPressing } from '#features/announcements/contract.ts';
import { ready } from '#platform/web/ui/acting.ts';
import { UrgentBanner } from '#features/announcements/web/UrgentBanner.tsx';
import { useCame } from '#features/announcements/web/useCame.ts';
import { useAnswering, useReceiving, useSeeing } from '#features/announcements/web/useMarking.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { AnnouncementProse } from './AnnouncementProse.tsx';
import { announcementPaths } from './announcementPaths.ts';

/** So many banners stand on a page at once; the others come after them. */
const most = 2;

/** On every page: what cannot wait. It also says that this browser has what was announced. */
export function UrgentAnnouncements() {
  const { data } = useLiveView(announcements, 'announcements:mine', {});
  const { pathname } = useLocation();
  const { acting, onAcknowledge, onDismiss } = useAnswering();
  const onSeen = useSeeing();
  useReceiving(data?.announcements);
  useCame(data?.announcements);
  // There they stand whole.
  const pressing = pathname === announcementPaths.all ? [] : (data?.announcements ?? []).filter(isPressing);
  const onPressed = useFocusAfter(pressing.length);
  return pressing.slice(0, most).map((one) => (
    <UrgentBanner
      key={one.id}
      one={one}
      prose={<AnnouncementProse cohortId={one.cohortId} text={one.text} />}
      href={announcementPaths.one(one.id)}
      acting={acting.get(one.id) ?? ready}
      onSeen={() => onSeen(one.id)}
      onAcknowledge={() => {
        onPressed();
        onAcknowledge(one.id);
      }}
      onDismiss={() => {
        onPressed();
        onDismiss(one.id);
      }}
    />
  ));
}

/** A banner takes its button away when that was pressed: the focus goes on to the page. */
function useFocusAfter(count: number): () => void {
  const wasPressed = useRef(false);
  const before = useRef(count);
  useEffect(() => {
    const isFewer = count < before.current;
    before.current = count;
    if (!isFewer || !wasPressed.current) return;
    wasPressed.current = false;
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [count]);
  return () => {
    wasPressed.current = true;
  };
}
