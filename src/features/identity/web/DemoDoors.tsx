import { useTranslation } from 'react-i18next';
import { basePath } from '#platform/web/api/basePath.ts';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { OnwardIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

/** The way into the demo class: four people to be and, where the server has seats for two, both sides at once. */
export function DemoDoors({ hasSeats }: { hasSeats: boolean }) {
  const { t } = useTranslation();
  const doors = [
    { to: 'ines', name: 'Inês Rocha', role: t('demo.instructor'), sentence: t('demo.ines') },
    { to: 'amara', name: 'Amara Osei', role: t('demo.student'), sentence: t('demo.amara') },
    { to: 'paula', name: 'Paula Lang', role: t('demo.organisationAdmin'), sentence: t('demo.paula') },
    { to: 'ops', name: 'Robin Okafor', role: t('demo.operator'), sentence: t('demo.ops') },
  ];
  return (
    <div>
      <PageHeading title={t('demo.title')} className="bar:text-number" />
      <p className="mt-3 max-w-read text-title font-regular text-muted">{t('demo.lead')}</p>
      {/* A stoa: a lintel, and doors between columns. */}
      <ul className="mt-8 grid border-t-[10px] border-ink bar:grid-cols-2 wide:grid-cols-4">
        {doors.map((door) => (
          <li
            key={door.to}
            className="border-hairline max-bar:border-b bar:border-e-[6px] bar:border-ink bar:first:border-s-[6px] bar:max-wide:odd:border-s-[6px]"
          >
            {/* Signing in is the server's page, so this is a plain link. */}
            <a
              href={doorOf(door.to)}
              className="group flex h-full flex-col gap-3 py-6 no-underline hover:bg-surface bar:px-5 wide:min-h-88"
            >
              <Avatar name={door.name} size="lg" />
              <span>
                <bdi className="block text-section">{door.name}</bdi>
                <span className="text-label text-muted">{door.role}</span>
              </span>
              <span className="max-w-read">{door.sentence}</span>
              <span className="mt-auto flex items-center justify-between gap-2 pt-3 text-label text-accent group-hover:underline">
                {t('demo.enter', { name: door.name.split(' ')[0]! })}
                <OnwardIcon />
              </span>
            </a>
          </li>
        ))}
      </ul>
      <div aria-hidden="true" className="-mx-2 h-1.5 bg-ink max-bar:hidden" />
      {hasSeats && (
        <section className="mt-12 grid items-center gap-6 bar:grid-cols-[auto_1fr] bar:gap-8">
          <TwoSides />
          <div>
            <h2 className="text-section">{t('demo.bothTitle')}</h2>
            <p className="mt-1 max-w-read">{t('demo.bothText')}</p>
            <ButtonLink to="/both" className="mt-4">
              {t('demo.bothEnter')}
            </ButtonLink>
          </div>
        </section>
      )}
      <p className="mt-12 flex flex-wrap gap-x-6 gap-y-2 border-t border-hairline pt-4">
        <a href={doorOf('jonas')} className="text-accent">
          {t('demo.jonas')}
        </a>
        <a href={`${basePath}/login`} className="text-accent">
          {t('demo.ownAccount')}
        </a>
      </p>
    </div>
  );
}

/** Within a seat (see basePath.ts) one stays in it. */
function doorOf(key: string): string {
  return basePath === '' ? `/demo/${key}` : `${basePath}/demo/${key}?to=${basePath}/home`;
}

/** A teacher's page and a phone, in the fewest lines that say so. */
function TwoSides() {
  const row = (done: number) => (
    <span className="flex gap-1">
      {Array.from({ length: 9 }, (_, place) => (
        <span key={place} className="square" data-is={place < done ? 'done' : 'open'} />
      ))}
    </span>
  );
  return (
    <span
      aria-hidden="true"
      className="flex items-end gap-4"
      style={{ '--square': '11px' } as React.CSSProperties}
    >
      <span className="grid gap-1.5 rounded-control border-2 border-ink bg-surface p-3">
        {row(7)}
        {row(4)}
        {row(8)}
        {row(5)}
      </span>
      <span className="grid w-16 gap-1.5 rounded-control border-2 border-ink bg-surface px-2 pt-3 pb-4">
        <span className="block h-1.5 w-8 bg-ink" />
        <span className="block h-1 bg-hairline" />
        <span className="block h-1 bg-hairline" />
        <span className="block h-1 w-9 bg-hairline" />
        <span className="mt-1 block h-3 rounded-bar bg-accent" />
      </span>
    </span>
  );
}
