import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveSession } from '#features/sessions/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

/** What of the class is watched. */
export type BothOf = 'live' | 'lessons';
type Side = 'staff' | 'student';
export type SessionAtHand = Pick<LiveSession, 'title' | 'state' | 'startsAt'>;

interface BothSidesProps {
  of: BothOf;
  onOf: (of: BothOf) => void;
  /** The live session that is watched, or could be; null: the class has none. */
  session: SessionAtHand | null;
  /** Addresses under which each frame is somebody else. */
  src: Record<Side, string>;
}

/** The product's picture: a teacher's page and a student's phone of the same class, both alive. */
export function BothSides({ of, onOf, session, src }: BothSidesProps) {
  const { t } = useTranslation();
  const [side, setSide] = useState<Side>('staff');
  return (
    <div>
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div className="min-w-0 flex-1 basis-96 max-bar:basis-full">
          <div className="flex flex-wrap items-baseline gap-x-6">
            <PageHeading title={t('both.title')} />
            <Link to="/" className="controls flex items-center text-accent">
              {t('both.back')}
            </Link>
          </div>
          <Lead of={of} session={session} />
        </div>
        {session && (
          <Choice
            label={t('both.of')}
            isLabelHidden
            value={of}
            options={(['live', 'lessons'] as const).map((value) => ({ value, label: t(`both.${value}`) }))}
            onChange={onOf}
          />
        )}
      </header>
      {/* Where both do not fit beside each other, one is in sight; the other stays where it is, and alive. */}
      <div className="mt-4 wide:hidden">
        <Choice
          label={t('both.side')}
          isLabelHidden
          value={side}
          options={(['staff', 'student'] as const).map((value) => ({ value, label: t(`both.${value}`) }))}
          onChange={setSide}
        />
      </div>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-6 wide:grid-cols-[minmax(0,1fr)_auto]">
        {(['staff', 'student'] as const).map((one) => (
          <figure
            key={one}
            className={`m-0 max-wide:[grid-area:1/1] ${one === side ? '' : 'max-wide:invisible'}`}
          >
            <figcaption className="mb-2 text-label text-muted max-wide:sr-only">
              {t(`both.${one}`)}
            </figcaption>
            {/* Another address is another frame: one that goes elsewhere would be a step of the way back. */}
            <iframe key={src[one]} src={src[one]} title={t(`both.${one}`)} className={looks[one]} />
          </figure>
        ))}
      </div>
    </div>
  );
}

// Below what can be chosen a phone has little left, so there the frame is what one scrolls to.
const height = 'block min-h-[34rem] bg-canvas h-[calc(100dvh-2rem)] wide:h-[calc(100dvh-14rem)]';
const looks: Record<Side, string> = {
  staff: `${height} w-full rounded-surface border-2 border-ink`,
  // 390 px between its edges, as a phone has. On a phone it is no picture of one.
  student: `${height} w-full rounded-surface border-2 border-ink wide:w-[calc(390px+12px)] wide:rounded-[1.75rem] wide:border-[6px]`,
};

/** What to try; and where the class is not on air, when it will be. */
function Lead({ of, session }: Pick<BothSidesProps, 'of' | 'session'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const phase = of === 'lessons' || !session ? 'lessons' : phaseOf(session);
  return (
    <>
      <p className="mt-1 text-muted">{t(`both.lead.${phase}`)}</p>
      {of === 'lessons' && (
        <p className="mt-1 text-muted">
          {session
            ? t(session.state === 'live' ? 'both.atHand.onAir' : 'both.atHand.ahead', {
                title: session.title,
                when: formats.moment(session.startsAt),
              })
            : t('both.atHand.none')}
        </p>
      )}
    </>
  );
}

function phaseOf({ state }: SessionAtHand): 'onAir' | 'ahead' | 'over' {
  if (state === 'live') return 'onAir';
  return state === 'scheduled' ? 'ahead' : 'over';
}
