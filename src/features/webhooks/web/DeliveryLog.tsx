import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { WebhookDelivery } from '../contract.ts';
import { typeWord } from './typeWords.ts';
import { useWebhookWords } from './words.ts';

interface DeliveryLogProps {
  deliveries: readonly WebhookDelivery[];
  /** Those that are just being sent again. */
  busy: ReadonlySet<string>;
  /** Absent: nothing is sent there now. */
  onReplay?: ((deliveryId: string) => void) | undefined;
}

/** What was sent to an address, and what became of it. */
export function DeliveryLog({ deliveries, busy, onReplay }: DeliveryLogProps) {
  const { t } = useWebhookWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 className="text-section">{t('log')}</h2>
        <p className="text-caption text-muted">{t('logHint')}</p>
      </div>
      {deliveries.length === 0 ? (
        <EmptyNote why={t('logNone')} example={t('logNoneExample')} />
      ) : (
        <ol className="border-t border-hairline">
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} isBusy={busy.has(delivery.id)} onReplay={onReplay} />
          ))}
        </ol>
      )}
    </section>
  );
}

const tones = {
  waiting: 'text-caution',
  onItsWay: 'text-muted',
  delivered: 'text-good',
  failed: 'text-live',
};

function Row({
  delivery,
  isBusy,
  onReplay,
}: { delivery: WebhookDelivery; isBusy: boolean } & Pick<DeliveryLogProps, 'onReplay'>) {
  const { t } = useWebhookWords();
  const formats = useFormats();
  const { id, type, state, createdAt, last } = delivery;
  const standing = state === 'waiting' && !last ? 'onItsWay' : state;
  const what = t(typeWord(type));
  const at = formats.moment(createdAt);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-hairline py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p>{what}</p>
        <p className="flex flex-wrap gap-x-4 text-caption text-muted">
          <span className={tones[standing]}>{t(`state.${standing}`)}</span>
          <time dateTime={createdAt}>{at}</time>
          {last && (
            <>
              <span>{last.status === null ? t('unanswered') : t('answered', { status: last.status })}</span>
              <span>{t('took', { ms: formats.number(last.tookMs) })}</span>
              <span>{t('attempt', { attempt: last.attempt })}</span>
              {state === 'delivered' && <bdi className="max-w-80 truncate font-mono">{last.answer}</bdi>}
            </>
          )}
        </p>
        <Earlier attempts={delivery.earlier} />
        {state !== 'delivered' && last?.answer && (
          <p className="mt-1 line-clamp-3 font-mono text-caption break-words">
            <bdi>{last.answer}</bdi>
          </p>
        )}
      </div>
      {onReplay && state !== 'waiting' && (
        <Button
          look="plain"
          aria-label={t('againOf', { what, when: at })}
          busy={isBusy && t('sendingAgain')}
          onClick={() => onReplay(id)}
          className="mx-0"
        >
          {t('again')}
        </Button>
      )}
    </li>
  );
}

/** What was tried before, the newest first. */
function Earlier({ attempts }: { attempts: WebhookDelivery['earlier'] }) {
  const { t } = useWebhookWords();
  const formats = useFormats();
  if (attempts.length === 0) return null;
  return (
    <details className="text-caption text-muted">
      <summary className="controls inline-flex cursor-pointer items-center text-accent">
        {t('earlier', { count: attempts.length })}
      </summary>
      <ol>
        {attempts.toReversed().map(({ at, attempt, status, tookMs }) => (
          <li key={attempt} className="flex flex-wrap gap-x-4 py-1">
            <span>{t('attempt', { attempt })}</span>
            <time dateTime={at}>{formats.moment(at)}</time>
            <span>{status === null ? t('unanswered') : t('answered', { status })}</span>
            <span>{t('took', { ms: formats.number(tookMs) })}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
