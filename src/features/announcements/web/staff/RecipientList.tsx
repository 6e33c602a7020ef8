import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { recipientsShown, type AnnouncementRecipient, type RecipientsShown } from '../../contract.ts';
import { useStaffWords } from './staffWords.ts';

/** How one goes on from the last that is shown. */
export type MoreRecipients = { state: 'more' | 'loading' | 'end' } | { state: 'failed'; reason: string };

interface RecipientListProps {
  recipients: View<readonly AnnouncementRecipient[]>;
  which: RecipientsShown;
  needsAcknowledgement: boolean;
  /** Whether it went to more than one cohort. */
  namesCohorts: boolean;
  more: MoreRecipients;
  onWhich: (which: RecipientsShown) => void;
  onMore: () => void;
}

/** To whom it went, by name, and what each of them did with it. */
export function RecipientList(props: RecipientListProps) {
  const { which, needsAcknowledgement, onWhich } = props;
  const { t } = useStaffWords();
  return (
    <div className="grid gap-3">
      <label className="grid gap-1">
        <span className="text-label">{t('recipients.which')}</span>
        <select
          value={which}
          onChange={({ target }) => onWhich(target.value as RecipientsShown)}
          className="field max-w-full"
        >
          {recipientsShown
            .filter((one) => needsAcknowledgement || one !== 'unacknowledged')
            .map((one) => (
              <option key={one} value={one}>
                {t(`recipients.${one}`)}
              </option>
            ))}
        </select>
      </label>
      <List {...props} />
    </div>
  );
}

function List({ recipients, which, namesCohorts, more, onMore }: RecipientListProps) {
  const { t } = useStaffWords();
  return (
    <Shown
      view={recipients}
      loading={t('recipients.loading')}
      failed={t('recipients.failed')}
      bones={<Bones lines={['70%', '55%', '62%']} />}
    >
      {(people) =>
        people.length === 0 ? (
          <p className="text-muted">{t(`recipients.none.${which}`)}</p>
        ) : (
          <>
            <ul>
              {people.map((one) => (
                <li
                  key={one.person.id}
                  className="grid gap-x-4 border-t border-hairline py-2 first:border-t-0"
                >
                  <span className="font-strong [overflow-wrap:anywhere]">
                    <bdi>{one.person.name}</bdi>
                  </span>
                  {namesCohorts && (
                    <span className="text-caption text-muted">
                      <bdi>{one.cohort.title}</bdi>
                    </span>
                  )}
                  <Became one={one} />
                </li>
              ))}
            </ul>
            {more.state !== 'end' && <More more={more} onMore={onMore} />}
          </>
        )
      }
    </Shown>
  );
}

function More({ more, onMore }: Pick<RecipientListProps, 'more' | 'onMore'>) {
  const { t } = useStaffWords();
  return (
    <div className="grid justify-items-start gap-2">
      <Button busy={more.state === 'loading' && t('recipients.loading')} onClick={onMore}>
        {t('recipients.more')}
      </Button>
      <p role="status" className="text-live empty:hidden">
        {more.state === 'failed' && t('recipients.moreFailed', { reason: more.reason })}
      </p>
    </div>
  );
}

/** The furthest that it came to one person, and what became of the mail. */
function Became({ one }: { one: AnnouncementRecipient }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const now = useNow();
  const when = (at: string): string => formats.when(at, now);
  const came = (): string => {
    const { acknowledgedAt, seenAt, receivedAt } = one;
    if (acknowledgedAt !== null) return t('recipients.acknowledgedAt', { when: when(acknowledgedAt) });
    if (seenAt !== null) return t('recipients.seenAt', { when: when(seenAt) });
    return receivedAt === null
      ? t('recipients.notYet')
      : t('recipients.receivedAt', { when: when(receivedAt) });
  };
  return (
    <span className="text-caption text-muted">
      {came()}
      {one.bouncedAt !== null ? (
        <span className="text-live"> · {t('recipients.bouncedAt', { when: when(one.bouncedAt) })}</span>
      ) : (
        one.mailedAt !== null && ` · ${t('recipients.mailedAt', { when: when(one.mailedAt) })}`
      )}
    </span>
  );
}
