import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { isOver, type AgendaItem, type SessionConsole } from '../contract.ts';
import { plannedItems } from './agendaPace.ts';
import { isRun } from './hostSees.ts';
import type { Showing } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

/** Polls that are prepared for items, by the item's id, in the order in which they are asked. */
export type PreparedFor = Readonly<
  Record<string, readonly { id: string; prompt: string; isAsked: boolean }[]>
>;

interface HostRunSheetProps {
  console: SessionConsole;
  showing: Showing;
  onShow: (itemId: string) => void;
  /** Where the run sheet is written. */
  sheetHref: string;
  prepared: PreparedFor;
}

/** The run sheet: where the session is, what was, and what comes, with the hours of the plan. */
export function HostRunSheet({ console: data, showing, onShow, sheetHref, prepared }: HostRunSheetProps) {
  const { t } = useHostWords();
  const { session, cohort, notes, says } = data;
  const { agenda, currentItemId } = session;
  const planned = plannedItems(session);
  const currentAt = agenda.findIndex(({ id }) => id === currentItemId);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 className="text-section">{t('run.heading')}</h2>
      {agenda.length === 0 && <EmptyNote why={t('sheet.none')} example={t('sheet.noneExample')} />}
      {agenda.length > 0 && (
        <ol className="border-t border-hairline">
          {agenda.map((item, at) => (
            <Item
              key={item.id}
              item={item}
              startsMs={planned[at]!.startsMs}
              zone={cohort.zone}
              note={notes[item.id]}
              say={says[item.id]}
              polls={prepared[item.id] ?? []}
              is={at === currentAt ? 'now' : at < currentAt ? 'done' : 'ahead'}
              canShow={isRun(session)}
              isSending={showing.state === 'sending' && showing.itemId === item.id}
              onShow={() => onShow(item.id)}
            />
          ))}
        </ol>
      )}
      {!isOver(session.state) && (
        <p>
          <Link to={sheetHref} className="controls inline-flex items-center text-accent">
            {t('run.edit')}
          </Link>
        </p>
      )}
    </section>
  );
}

interface ItemProps {
  item: AgendaItem;
  startsMs: number;
  zone: string;
  note: string | undefined;
  say: string | undefined;
  polls: PreparedFor[string];
  is: 'now' | 'done' | 'ahead';
  canShow: boolean;
  isSending: boolean;
  onShow: () => void;
}

function Item({ item, startsMs, zone, note, say, polls, is, canShow, isSending, onShow }: ItemProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  const at = new Date(startsMs).toISOString();
  return (
    <li
      aria-current={is === 'now' ? 'step' : undefined}
      className={`grid grid-cols-[3rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-b border-hairline py-2 ps-2 ${is === 'now' ? 'border-s-4 border-s-ink bg-quiet' : 'border-s-4 border-s-transparent'}`}
    >
      <time dateTime={at} className="text-caption text-muted">
        {formats.clock(at, zone)}
      </time>
      <div className="min-w-0">
        <p className={is === 'now' ? 'font-strong' : ''}>
          {is === 'done' && (
            <>
              <CheckIcon className="me-1 inline size-4 text-muted" />
              <span className="sr-only">{t('run.done')}</span>
            </>
          )}
          <bdi>{item.title}</bdi>
        </p>
        <p className="text-caption text-muted">
          {t(`kind.${item.kind}`)} · {t('run.minutes', { count: item.minutes })}
        </p>
        {note && <p className="text-caption text-muted">{t('run.note', { note })}</p>}
        {say && (
          <p className="text-caption [overflow-wrap:anywhere] text-muted">{t('run.toSay', { text: say })}</p>
        )}
        {polls.length > 0 && (
          <ul aria-label={t('run.polls')} className="text-caption text-muted">
            {polls.map(({ id, prompt, isAsked }) => (
              <li key={id} className="ps-3 -indent-3 [overflow-wrap:anywhere]">
                <span aria-hidden="true">▸ </span>
                <bdi>{isAsked ? t('run.pollAsked', { prompt }) : prompt}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
      {is === 'now' ? (
        <span className="px-2 text-label">{t('run.now')}</span>
      ) : (
        canShow && (
          <Button
            look="plain"
            aria-label={t('run.showOf', { title: item.title })}
            busy={isSending && t('host.rehearsing')}
            onClick={onShow}
            // A row is as high as its words: the button reaches into the space above and below them.
            className="mx-0 -my-2.5"
          >
            {t('run.show')}
          </Button>
        )
      )}
    </li>
  );
}
