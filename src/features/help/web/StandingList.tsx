import { useState } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { HelpOffer, HelpState } from '../contract.ts';
import { useHelpWords } from './words.ts';

/** How many lines there are until one asks for more. */
const lines = 5;
/** Whoever said yes waits for somebody. */
const urgency: Record<HelpState, number> = { accepted: 0, open: 1, declined: 2, closed: 3 };

interface StandingListProps {
  offers: readonly HelpOffer[];
  nameOf: (studentId: string) => string | undefined;
  hrefOf: (offer: HelpOffer) => string;
}

/** For staff: who is offered help at the moment, those that said yes first. Where nobody is, nothing is here. */
export function StandingList({ offers, nameOf, hrefOf }: StandingListProps) {
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  const [isWhole, setWhole] = useState(false);
  const known = offers
    .flatMap((offer) => {
      const name = nameOf(offer.studentId);
      return name === undefined ? [] : [{ offer, name }];
    })
    .sort((a, b) => urgency[a.offer.state] - urgency[b.offer.state]);
  if (known.length === 0) return null;
  const shown = isWhole ? known : known.slice(0, lines);
  return (
    <section className="grid max-w-[44rem] grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-title">{t('list.heading')}</h2>
      <ul className="border-t border-hairline">
        {shown.map(({ offer, name }) => (
          <li key={offer.id} className="border-b border-hairline">
            <Link
              to={hrefOf(offer)}
              className="group flex min-h-11 flex-wrap items-center justify-between gap-x-6 py-2 no-underline"
            >
              <bdi className="min-w-0 [overflow-wrap:anywhere] group-hover:underline">{name}</bdi>
              <span className="flex flex-wrap items-center gap-x-3 text-caption text-muted">
                <span className={offer.state === 'accepted' ? 'font-strong text-ink' : ''}>
                  {t(`list.${offer.state as Exclude<HelpState, 'closed'>}`)}
                </span>
                <time dateTime={offer.answeredAt ?? offer.offeredAt}>
                  {when(offer.answeredAt ?? offer.offeredAt, now)}
                </time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {known.length > lines && (
        <Button look="plain" className="justify-self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('list.less') : t('list.more', { count: known.length - lines })}
        </Button>
      )}
    </section>
  );
}
