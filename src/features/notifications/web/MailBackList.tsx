import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { MailBack } from '../contract.ts';
import { useSentWords } from './sentWords.ts';

/** How having mails sent again stands. */
export type Trusting =
  | { state: 'ready' }
  | { state: 'busy'; userId: string }
  | { state: 'failed'; reason: string }
  | { state: 'done'; name: string };

interface MailBackListProps {
  people: readonly MailBack[];
  trusting: Trusting;
  onTrust: (person: MailBack['person']) => void;
}

/** To whom no news is mailed, since it came back, and that it may be again. */
export function MailBackList({ people, trusting, onTrust }: MailBackListProps) {
  const { t } = useSentWords();
  const heading = useId();
  return (
    <>
      <p role="status" className="text-good empty:hidden">
        {trusting.state === 'done' && t('mailBack.trusted', { name: trusting.name })}
      </p>
      {people.length > 0 && (
        <section aria-labelledby={heading} className="max-w-wide border-s-4 border-caution py-1 ps-4">
          <h2 id={heading} className="text-title">
            {t('mailBack.heading', { count: people.length })}
          </h2>
          <p className="mt-1 max-w-read text-muted">{t('mailBack.why')}</p>
          {trusting.state === 'failed' && (
            <p role="alert" className="mt-2 text-live">
              {t('mailBack.notDone', { reason: trusting.reason })}
            </p>
          )}
          <ul className="mt-2">
            {people.map((one) => (
              <Line key={one.person.id} one={one} trusting={trusting} onTrust={onTrust} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Line({
  one: { person, since },
  trusting,
  onTrust,
}: Pick<MailBackListProps, 'trusting' | 'onTrust'> & { one: MailBack }) {
  const { t } = useSentWords();
  const formats = useFormats();
  const now = useNow();
  const isBusy = trusting.state === 'busy' && trusting.userId === person.id;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 border-t border-hairline py-1">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <bdi className="font-strong">{person.name}</bdi>{' '}
        <span className="text-muted">{t('mailBack.since', { when: formats.when(since, now) })}</span>
      </p>
      <Button
        look="plain"
        busy={isBusy && t('mailBack.trusting')}
        aria-label={t('mailBack.trustName', { name: person.name })}
        onClick={() => onTrust(person)}
      >
        {t('mailBack.trust')}
      </Button>
    </li>
  );
}
