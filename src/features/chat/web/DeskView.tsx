import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { ChatDesk, ChatLock, ReportedMessage } from '../contract.ts';
import type { RoomActs } from './useRoomActs.ts';
import { useActing } from './useActing.ts';
import { useChatWords } from './useChatWords.ts';

interface DeskViewProps {
  desk: View<ChatDesk>;
  /** The channel that is being looked at; what was reported in others is seen to here as well. */
  channelId: string;
  acts: Pick<RoomActs, 'onSettle' | 'onDelete' | 'onLock'>;
  onOpen: (report: ReportedMessage) => void;
}

/** What was reported in the channels of a cohort and is not seen to, and who may not write in this one. */
export function DeskView({ desk, channelId, acts, onOpen }: DeskViewProps) {
  const { t } = useChatWords();
  return (
    <Shown
      view={desk}
      loading={t('desk.loading')}
      failed={t('desk.failed')}
      bones={<Bones className="gap-6" lines={['80%', '60%', '40%']} />}
    >
      {(data) => {
        const reports = data.reports.filter((report) => report.channelId === channelId);
        const elsewhere = data.reports.filter((report) => report.channelId !== channelId);
        const locks = data.locks.filter((lock) => lock.channelId === channelId);
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
              <h3 className="text-title">{t('desk.title')}</h3>
              {reports.length === 0 ? (
                <EmptyNote why={t('desk.none')} />
              ) : (
                <ul className="border-t border-hairline">
                  {reports.map((report) => (
                    <Report key={report.messageId} report={report} acts={acts} onOpen={onOpen} />
                  ))}
                </ul>
              )}
              {elsewhere.length > 0 && (
                <>
                  <h4 className="mt-4 text-label">{t('desk.elsewhere')}</h4>
                  <ul className="border-t border-hairline">
                    {elsewhere.map((report) => (
                      <Report key={report.messageId} report={report} acts={acts} onOpen={null} />
                    ))}
                  </ul>
                </>
              )}
            </section>
            <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
              <h3 className="text-title">{t('desk.locks')}</h3>
              {locks.length === 0 ? (
                <p className="text-muted">{t('desk.noLocks')}</p>
              ) : (
                <ul className="border-t border-hairline">
                  {locks.map((lock) => (
                    <Lock key={lock.person.id} lock={lock} onLock={acts.onLock} />
                  ))}
                </ul>
              )}
            </section>
          </div>
        );
      }}
    </Shown>
  );
}

interface ReportProps extends Pick<DeskViewProps, 'acts'> {
  report: ReportedMessage;
  /** null: it stands in another channel. */
  onOpen: DeskViewProps['onOpen'] | null;
}

function Report({ report, acts, onOpen }: ReportProps) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  const { acting, run } = useActing();
  const { messageId, author, text, reports } = report;
  const busy = acting.state === 'acting' && t('lock.doing');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-hairline py-3">
      <blockquote className="border-s-4 border-hairline ps-4">
        <p className="text-caption text-muted">
          <bdi>{t('desk.of', { name: author.name })}</bdi>
        </p>
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          {text === '' ? t('desk.gone') : text}
        </p>
      </blockquote>
      <ul className="grid gap-1">
        {reports.map(({ by, reason, at }) => (
          <li key={by.id}>
            <bdi className="text-caption text-muted">
              {t('desk.by', { name: by.name, when: formats.when(at, now) })}
            </bdi>
            {reason !== '' && (
              <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
                {t('desk.because', { reason })}
              </p>
            )}
          </li>
        ))}
      </ul>
      {acting.state === 'failed' && (
        <p role="alert" className="text-caption text-live">
          {t('desk.failedAct', { reason: acting.reason })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button busy={busy} onClick={() => void run(() => acts.onSettle(messageId))}>
          {t('desk.settle')}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void run(() => acts.onDelete(messageId))}>
          {t('desk.delete')}
        </Button>
        {onOpen && (
          <Button look="plain" className="mx-0" onClick={() => onOpen(report)}>
            {t('desk.open')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Lock({ lock, onLock }: { lock: ChatLock } & Pick<RoomActs, 'onLock'>) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  const { acting, run } = useActing();
  const { person, until, channelId } = lock;
  if (until === null) return null;
  const when = formats.when(until, now);
  const isPast = Date.parse(until) <= now.getTime();
  return (
    <li className="grid gap-1 border-b border-hairline py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <bdi className={isPast ? 'text-muted' : ''}>
          {isPast
            ? t('desk.past', { name: person.name, when })
            : t('desk.until', { name: person.name, when })}
        </bdi>
        <Button
          busy={acting.state === 'acting' && t('lock.doing')}
          onClick={() => void run(() => onLock(person.id, 0, channelId))}
        >
          {t('desk.lift')}
        </Button>
      </div>
      {acting.state === 'failed' && (
        <p role="alert" className="text-caption text-live">
          {t('desk.failedAct', { reason: acting.reason })}
        </p>
      )}
    </li>
  );
}
