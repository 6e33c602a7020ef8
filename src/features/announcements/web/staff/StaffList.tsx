import { Link } from 'react-router';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { Announcement } from '../../contract.ts';
import { audienceWords, type Titles } from './audienceWords.ts';
import { StateWords } from './StateWords.tsx';
import { useStaffWords } from './staffWords.ts';

interface StaffListProps {
  announcements: readonly Announcement[];
  hrefOf: (announcementId: string) => string;
  titles: Titles;
}

/** What is not sent yet, and below it what was. */
export function StaffList({ announcements, ...list }: StaffListProps) {
  const { t } = useStaffWords();
  const isWaiting = ({ state }: Announcement): boolean => state === 'draft' || state === 'scheduled';
  const parts = [
    { title: t('waiting'), all: announcements.filter(isWaiting) },
    { title: t('sent'), all: announcements.filter((one) => !isWaiting(one)) },
  ];
  if (announcements.length === 0) return <EmptyNote why={t('empty')} example={t('emptyExample')} />;
  return (
    <div className="grid max-w-[44rem] grid-cols-[minmax(0,1fr)] gap-8">
      {parts
        .filter(({ all }) => all.length > 0)
        .map(({ title, all }) => (
          <section key={title}>
            <h2 className="text-section">{title}</h2>
            <ul className="mt-3 border-t border-hairline">
              {all.map((one) => (
                <Line key={one.id} one={one} {...list} />
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function Line({ one, hrefOf, titles }: { one: Announcement } & Omit<StaffListProps, 'announcements'>) {
  const { t } = useStaffWords();
  const isGone = one.state === 'recalled' || one.state === 'expired';
  return (
    <li className="border-b border-hairline">
      <Link to={hrefOf(one.id)} className="group grid gap-1 py-3 no-underline">
        <span
          className={`text-title [overflow-wrap:anywhere] group-hover:underline ${isGone ? 'text-muted' : ''}`}
        >
          <bdi>{one.title}</bdi>
        </span>
        <span className="text-caption">{audienceWords(one.audience, titles, t)}</span>
        <StateWords one={one} />
      </Link>
    </li>
  );
}
