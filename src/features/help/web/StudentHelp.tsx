import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Acting } from '#platform/web/ui/acting.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import { useTakesFocus } from '#platform/web/ui/useTakesFocus.ts';
import type { HelpOffer, HelpOutcome } from '../contract.ts';
import { OfferForm } from './OfferForm.tsx';
import { Reply, Said } from './Said.tsx';
import { useHelpWords } from './words.ts';

export interface StudentHelpProps {
  student: string;
  offers: readonly HelpOffer[];
  /** How the offer goes that is being made; its answer is whether it was. */
  offering: Acting;
  onOffer: (text: string) => Promise<boolean>;
  closing: Acting;
  onClose: (helpOfferId: string, outcome: HelpOutcome) => void;
  /** Whether the form is open at first. */
  isOpen?: boolean;
}

/** For staff: what help a student was offered, what they said to it, and what came of it. */
export function StudentHelp(props: StudentHelpProps) {
  const { student, offers, offering, onOffer, onClose, isOpen = false } = props;
  const { t } = useHelpWords();
  const [isWriting, setWriting] = useState(isOpen);
  // It stays where sending it failed, and where somebody else was quicker.
  const [text, setText] = useState('');
  // What was pressed here goes away with what it did: the focus goes on to what came of it.
  const [acted, setActed] = useState<'offered' | 'closed'>();
  const standing = offers.find(({ state }) => state !== 'closed');
  const former = offers.filter((one) => one !== standing);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {standing && (
        <StandingOffer
          {...props}
          offer={standing}
          takesFocus={acted === 'offered'}
          onClose={(helpOfferId, outcome) => {
            setActed('closed');
            onClose(helpOfferId, outcome);
          }}
        />
      )}
      {!standing && isWriting && (
        <OfferForm
          {...{ student, text, offering }}
          onText={setText}
          onCancel={() => setWriting(false)}
          onOffer={() => {
            setActed('offered');
            void onOffer(text).then((isDone) => {
              if (!isDone) return;
              setWriting(false);
              setText('');
            });
          }}
        />
      )}
      {!standing && !isWriting && (
        <>
          {former.length === 0 && (
            <EmptyNote why={t('desk.none')} example={t('desk.noneExample', { name: student })} />
          )}
          <Button className="justify-self-start" onClick={() => setWriting(true)}>
            {t('desk.offer')}
          </Button>
        </>
      )}
      {former.length > 0 && <Former offers={former} takesFocus={acted === 'closed'} />}
    </div>
  );
}

/** What can have come of an offer that was taken; nothing else can of any other. */
const outcomes: readonly HelpOutcome[] = ['helped', 'not-helped', 'withdrawn'];

function StandingOffer({
  student,
  offer,
  takesFocus,
  closing,
  onClose,
}: StudentHelpProps & { offer: HelpOffer; takesFocus: boolean }) {
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  const place = useTakesFocus<HTMLParagraphElement>(takesFocus);
  const [pressed, setPressed] = useState<HelpOutcome>();
  const words = { name: student, when: offer.answeredAt === null ? '' : when(offer.answeredAt, now) };
  return (
    <Surface>
      <div
        data-help={offer.id}
        tabIndex={-1}
        className="grid scroll-mt-20 grid-cols-[minmax(0,1fr)] gap-3 outline-none data-[arrived]:bg-accent-soft"
      >
        <p ref={place} tabIndex={-1} role="status" className="text-title outline-none">
          {offer.state === 'open'
            ? t('desk.open')
            : t(`desk.${offer.state as 'accepted' | 'declined'}`, words)}
        </p>
        {offer.text !== '' && <Said>{offer.text}</Said>}
        <OfferedBy offer={offer} />
        {offer.reply !== '' && <Reply label={t('desk.replied', { name: student })}>{offer.reply}</Reply>}
        <div className="flex flex-wrap gap-3">
          {(offer.state === 'accepted' ? outcomes : (['withdrawn'] as const)).map((outcome) => (
            <Button
              key={outcome}
              busy={closing.state === 'doing' && pressed === outcome && t('desk.closing')}
              onClick={() => {
                setPressed(outcome);
                onClose(offer.id, outcome);
              }}
            >
              {t(`desk.close.${outcome}`)}
            </Button>
          ))}
        </div>
        {closing.state === 'failed' && (
          <p role="alert" className="text-live">
            {t('desk.notClosed', { reason: closing.sentence })}
          </p>
        )}
      </div>
    </Surface>
  );
}

function OfferedBy({ offer: { by, offeredAt } }: { offer: HelpOffer }) {
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  const who = by === null ? t('desk.offeredByNobody') : t('desk.offeredBy', { name: by.name });
  return (
    <p className="text-caption text-muted">
      <time dateTime={offeredAt}>{t('desk.offered', { by: who, when: when(offeredAt, now) })}</time>
    </p>
  );
}

function Former({ offers, takesFocus }: { offers: readonly HelpOffer[]; takesFocus: boolean }) {
  const { t } = useHelpWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="text-label text-muted">{t('desk.former')}</h3>
      <ul className="border-t border-hairline">
        {offers.map((offer) => (
          <FormerOffer key={offer.id} offer={offer} takesFocus={takesFocus} />
        ))}
      </ul>
    </section>
  );
}

function FormerOffer({ offer, takesFocus }: { offer: HelpOffer; takesFocus: boolean }) {
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  const place = useTakesFocus<HTMLLIElement>(takesFocus);
  const outcome = t(`desk.outcome.${offer.outcome!}`);
  return (
    <li
      ref={place}
      data-help={offer.id}
      tabIndex={-1}
      className="grid grid-cols-[minmax(0,1fr)] gap-1 border-b border-hairline py-3 outline-none data-[arrived]:bg-accent-soft"
    >
      <p>{t('desk.outcomeWhen', { outcome, when: when(offer.closedAt!, now) })}</p>
      {offer.text !== '' && <Said>{offer.text}</Said>}
      <OfferedBy offer={offer} />
    </li>
  );
}
