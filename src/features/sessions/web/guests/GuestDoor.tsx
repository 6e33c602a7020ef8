import { Button } from '#platform/web/ui/Button.tsx';
import { isOver, type SessionConsole } from '../../contract.ts';
import { useGuestDoorWords } from './useGuestDoorWords.ts';

/** How something that one did at the door stands; `guestId` is whom it is about, null: the door itself. */
export type AtDoor =
  { state: 'ready' } | { state: 'sending'; guestId: string | null } | { state: 'failed'; sentence: string };

export interface GuestDoorProps {
  console: Pick<SessionConsole, 'session' | 'takesGuests' | 'guests'>;
  atDoor: AtDoor;
  onOpen: (on: boolean) => void;
  onRemove: (guestId: string) => void;
}

/** Whether the code lets guests in, and who came. */
export function GuestDoor({ console: data, atDoor, onOpen, onRemove }: GuestDoorProps) {
  const { t } = useGuestDoorWords();
  const { session, takesGuests, guests } = data;
  const over = isOver(session.state);
  if (over && guests.length === 0) return null;
  const busy = takesGuests ? t('shuttingIt') : t('openingIt');
  return (
    <section className="mt-8 grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 className="text-section">{t('heading')}</h2>
      {over ? (
        <p className="text-muted">{t('count', { count: guests.length })}</p>
      ) : (
        <>
          <p className="text-muted">{takesGuests ? t('open') : t('shut')}</p>
          <Button
            busy={atDoor.state === 'sending' && atDoor.guestId === null && busy}
            onClick={() => onOpen(!takesGuests)}
            className="justify-self-start"
          >
            {takesGuests ? t('shutIt') : t('openIt')}
          </Button>
          {takesGuests && guests.length > 0 && <p className="text-caption text-muted">{t('shutHint')}</p>}
        </>
      )}
      {atDoor.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('notDone', { reason: atDoor.sentence })}
        </p>
      )}
      {takesGuests && !over && guests.length === 0 && <p className="text-muted">{t('nobody')}</p>}
      {guests.length > 0 && (
        <ul tabIndex={0} aria-label={t('list')} className="max-h-80 overflow-auto border-t border-hairline">
          {guests.toReversed().map(({ id, name, number }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1"
            >
              <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <bdi>{name}</bdi>
                <span className="text-caption text-muted">{t('number', { number })}</span>
              </span>
              {!over && (
                <Button
                  look="plain"
                  aria-label={t('removeName', { name, number })}
                  busy={atDoor.state === 'sending' && atDoor.guestId === id && t('removing')}
                  onClick={() => onRemove(id)}
                >
                  {t('remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
