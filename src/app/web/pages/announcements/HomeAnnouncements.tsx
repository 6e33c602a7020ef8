import { announcements } from '#features/announcements/contract.ts';
import { HomeCard } from '#features/announcements/web/HomeCard.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcementPaths } from './announcementPaths.ts';

/** What was announced last, on the home page. The page stands without it. */
export function HomeAnnouncements() {
  const { data } = useLiveView(announcements, 'announcements:mine', {});
  if (!data) return null;
  return (
    <HomeCard
      announcements={data.announcements}
      hrefOf={announcementPaths.one}
      allHref={announcementPaths.all}
    />
  );
}
