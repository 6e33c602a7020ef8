import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Acting } from '#platform/web/ui/acting.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useTakesFocus } from '#platform/web/ui/useTakesFocus.ts';
import { helpLimits, type HelpAnswer, type OwnHelpOffer } from '../contract.ts';
import { Reply, Said } from './Said.tsx';
import { useHelpWords } from './words.ts';

interface HelpCardProps {
  offer: OwnHelpOffer;
  acting: Acting;
  /** What the student gave from here, so that the focus goes on to what came of it. */
  given: HelpAnswer | undefined;
  onAnswer: (answer: HelpAnswer, reply: string) => void;
}

/** Help that the student is offered, and what they say to it. */
export function HelpCard(props: HelpCardProps) {
  const { offer } = props;
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  return (
    <article
      data-help={offer.id}
      tabIndex={-1}
      aria-labelledby={`help-${offer.id}`}
      className="grid scroll-mt-20 grid-cols-[minmax(0,1fr)] gap-3 rounded-surface border border-hairline bg-surface p-4 outline-none bar:p-6 data-[arrived]:bg-accent-soft"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={`help-${offer.id}`} className="text-title text-balance [overflow-wrap:anywhere]">
          {offer.by === null ? t('own.titleNobody') : t('own.title', { name: offer.by.name })}
        </h2>
        <time dateTime={offer.offeredAt} className="text-caption text-muted">
          {when(offer.offeredAt, now)}
        </time>
      </header>
      {offer.text !== '' && <Said>{offer.text}</Said>}
      {offer.state === 'open' ? <Ask {...props} /> : <Answered key={offer.state} {...props} />}
      {props.acting.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('own.failed', { reason: props.acting.sentence })}
        </p>
      )}
    </article>
  );
}

function Ask({ acting, given, onAnswer }: HelpCardProps) {
  const { t } = useHelpWords();
  const [reply, setReply] = useState('');
  const busy = (answer: HelpAnswer) => acting.state === 'doing' && given === answer && t('own.answering');
  return (
    <div className="grid max-w-read gap-3">
      <TextField
        label={t('own.reply')}
        name="reply"
        value={reply}
        onChange={(text) => setReply(text.slice(0, helpLimits.replyLength))}
        description={t('own.replyHint')}
      />
      <div className="flex flex-wrap gap-3">
        <Button look="primary" busy={busy('accepted')} onClick={() => onAnswer('accepted', reply)}>
          {t('own.yes')}
        </Button>
        <Button busy={busy('declined')} onClick={() => onAnswer('declined', reply)}>
          {t('own.no')}
        </Button>
      </div>
    </div>
  );
}

/** The last word counts: what was said can be said anew while the offer stands. */
function Answered({ offer, acting, given, onAnswer }: HelpCardProps) {
  const { t } = useHelpWords();
  const { when } = useFormats();
  const now = useNow();
  const place = useTakesFocus<HTMLParagraphElement>(given !== undefined);
  const isYes = offer.state === 'accepted';
  return (
    <div className="grid justify-items-start gap-3">
      <p ref={place} tabIndex={-1} role="status" className="flex items-start gap-2 text-muted outline-none">
        {isYes && <CheckIcon className="mt-0.5 text-good" />}
        {isYes ? t('own.saidYes', { when: when(offer.answeredAt!, now) }) : t('own.saidNo')}
      </p>
      {offer.reply !== '' && <Reply label={t('own.replied')}>{offer.reply}</Reply>}
      <Button
        busy={acting.state === 'doing' && t('own.answering')}
        onClick={() => onAnswer(isYes ? 'declined' : 'accepted', isYes ? '' : offer.reply)}
      >
        {isYes ? t('own.noAfterAll') : t('own.yesAfterAll')}
      </Button>
    </div>
  );
}
