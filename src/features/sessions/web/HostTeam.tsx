import { useId, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { SessionConsole } from '../contract.ts';
import { hostWhoLeft, whoIsIn } from './hostSees.ts';
import type { Acting } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

interface HostTeamProps {
  console: SessionConsole;
  meId: string;
  acting: Acting;
  onTakeOver: () => void;
  onHandOver: (personId: string) => void;
  onClose: () => void;
}

/** Who runs the session, taking it over and handing it over: nothing of it lives with its host, so nothing is lost. */
export function HostTeam({ console: data, meId, acting, onTakeOver, onHandOver, onClose }: HostTeamProps) {
  const { t } = useHostWords();
  const { host, state } = data.session;
  const { staff } = whoIsIn(data);
  const left = hostWhoLeft(data);
  const label = useId();
  const isMine = host?.id === meId;
  const mayHand = isMine && state === 'live';
  const [handedTo, setHandedTo] = useState<string | null>(null);
  const isHanding = acting.state === 'sending' && acting.act === 'hand-over';
  const hand = (personId: string): void => {
    setHandedTo(personId);
    onHandOver(personId);
  };
  return (
    <Sheet title={t('team.title')} onClose={onClose}>
      <p>{isMine ? t('host.hostIsYou') : host ? t('host.hostIs', { name: host.name }) : t('team.nobody')}</p>
      {left && !isMine && <p className="mt-1 text-caution">{t('host.hostLeft', { name: left.name })}</p>}
      <p id={label} className="mt-4 text-label text-muted">
        {t('people.staff')}
      </p>
      {staff.length === 0 ? (
        <p>{t('team.nobodyIn')}</p>
      ) : (
        <ul aria-labelledby={label}>
          {staff.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1">
              <span>
                <bdi>{id === meId ? t('team.you', { name }) : name}</bdi>
                {id === host?.id && <span className="ms-2 text-caption text-muted">{t('people.host')}</span>}
              </span>
              {mayHand && id !== meId && (
                <Button
                  aria-label={t('team.handToName', { name })}
                  busy={isHanding && handedTo === id && t('team.handing')}
                  onClick={() => hand(id)}
                >
                  {t('team.handTo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayHand && !staff.some(({ id }) => id !== meId) && <p className="mt-2">{t('team.nobodyElse')}</p>}
      <p className="mt-4 text-muted">{isMine ? t('team.others') : t('team.yours')}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        {!isMine && (
          <Button
            look="primary"
            busy={acting.state === 'sending' && acting.act === 'take-over' && t('host.takingOver')}
            onClick={onTakeOver}
          >
            {t('host.takeOver')}
          </Button>
        )}
        <Button onClick={onClose}>{t('team.back')}</Button>
      </div>
      {acting.state === 'failed' && (acting.act === 'take-over' || acting.act === 'hand-over') && (
        <p role="alert" className="mt-4 text-live">
          {t('host.notDone', { reason: acting.sentence })}
        </p>
      )}
    </Sheet>
  );
}
