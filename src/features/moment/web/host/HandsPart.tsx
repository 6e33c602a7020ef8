import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { RaisedHand } from '../../contract.ts';
import { FaultLine } from './FaultLine.tsx';
import type { MomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

interface HandsPartProps {
  hands: readonly RaisedHand[];
  acts: MomentActs;
  /** Of the clock that the times are shown by. */
  zone: string;
}

/** Who has a hand up, in order, whoever has the floor first. */
export function HandsPart({ hands, acts, zone }: HandsPartProps) {
  const { t } = useMomentDeskWords();
  const heading = useId();
  const inOrder = hands.toSorted((a, b) => Number(a.calledAt === null) - Number(b.calledAt === null));
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={heading} className="text-section">
          {t('hands.title')} {hands.length > 0 && <span className="text-muted">{hands.length}</span>}
        </h2>
        {hands.length > 1 && (
          <Button look="plain" onClick={() => void acts.onDo({ name: 'hand:lower-all', input: {} })}>
            {t('hands.lowerAll')}
          </Button>
        )}
      </div>
      {hands.length === 0 ? (
        <div className="text-muted">
          <p>{t('hands.none')}</p>
          <p className="text-caption">{t('hands.noneExample')}</p>
        </div>
      ) : (
        <ol
          tabIndex={0}
          aria-label={t('hands.list')}
          className="max-h-80 overflow-auto border-t border-hairline"
        >
          {inOrder.map((hand) => (
            <HandRow key={hand.id} hand={hand} acts={acts} zone={zone} />
          ))}
        </ol>
      )}
      <FaultLine acts={acts} part="hand" />
    </section>
  );
}

function HandRow({ hand, acts, zone }: Omit<HandsPartProps, 'hands'> & { hand: RaisedHand }) {
  const { t } = useMomentDeskWords();
  const formats = useFormats();
  const { id: handId, person, raisedAt, calledAt } = hand;
  const { name } = person;
  return (
    <li
      className={`flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1 ${calledAt === null ? '' : 'bg-accent-soft px-2'}`}
    >
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
        <BesideName personId={person.id} />
        <span className={`text-caption ${calledAt === null ? 'text-muted' : 'text-accent'}`}>
          {calledAt === null ? t('hands.since', { when: formats.clock(raisedAt, zone) }) : t('hands.called')}
        </span>
      </span>
      <span className="flex flex-wrap gap-x-5">
        {calledAt === null && (
          <Button
            look="plain"
            aria-label={t('hands.callOf', { name })}
            onClick={() => void acts.onDo({ name: 'hand:call', input: { handId } })}
          >
            {t('hands.call')}
          </Button>
        )}
        <Button
          look="plain"
          aria-label={t('hands.lowerOf', { name })}
          onClick={() => void acts.onDo({ name: 'hand:dismiss', input: { handId } })}
        >
          {t('hands.lower')}
        </Button>
      </span>
    </li>
  );
}
