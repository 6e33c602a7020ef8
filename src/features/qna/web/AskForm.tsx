import { useEffect, useId, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { announcer } from '#platform/web/ui/announcer.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { SessionSettings } from '#features/sessions/contract.ts';
import type { Anonymity, OpenQuestion, OwnQuestion } from '../contract.ts';
import { charactersLeft, hiddenFrom } from './asking.ts';
import { QuestionField } from './QuestionField.tsx';
import { QuestionText } from './QuestionFacts.tsx';
import { useQnaWords } from './useQnaWords.ts';
import { VoteButton } from './VoteButton.tsx';
import type { Voting } from './useVoting.ts';

/** Whether questions are taken from the reader. */
export type Asks =
  | { may: true }
  | { may: false; why: 'over' | 'cancelled' | 'trial' }
  | { may: false; why: 'muted'; until: string };

export interface AskFormProps {
  asks: Asks;
  settings: SessionSettings;
  viewerName: string;
  draft: string;
  onDraft: (text: string) => void;
  onAsk: (question: { text: string; anonymous: boolean }) => void;
  asked: OwnQuestion['state'] | null;
  similar: readonly OpenQuestion[];
  voting: Voting;
}

/** Where a question is asked: how the name will be shown is said before anything is typed. */
export function AskForm(props: AskFormProps) {
  const { asks, settings, draft, onDraft, onAsk, asked, similar, voting } = props;
  const { t } = useQnaWords();
  const [withoutName, setWithoutName] = useState(false);
  const [isMissing, setMissing] = useState(false);
  if (!asks.may) return <WhyNot asks={asks} />;
  const anonymous = withoutName && settings.anonymity !== 'none';
  const ask = (): void => {
    const text = draft.trim();
    setMissing(text === '');
    if (text === '' || charactersLeft(draft) < 0) return;
    onAsk({ text, anonymous });
    onDraft('');
  };
  const type = (text: string): void => {
    setMissing(false);
    onDraft(text);
  };
  return (
    <form
      aria-label={t('ask.form')}
      noValidate
      onSubmit={(form) => {
        form.preventDefault();
        ask();
      }}
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
    >
      <ShownAs {...props} withoutName={anonymous} onWithoutName={setWithoutName} />
      <QuestionField
        label={t('ask.text')}
        value={draft}
        onChange={type}
        onSubmit={ask}
        fault={isMissing ? t('ask.missing') : undefined}
      />
      <Similar similar={similar} voting={voting} />
      <div className="flex flex-wrap items-center gap-4">
        <Button look="primary" type="submit">
          {t('ask.send')}
        </Button>
        <p role="status" className="text-caption text-good">
          {asked !== null && draft === '' && (asked === 'pending' ? t('ask.askedModerated') : t('ask.asked'))}
        </p>
      </div>
    </form>
  );
}

function WhyNot({ asks }: { asks: Extract<Asks, { may: false }> }) {
  const { t } = useQnaWords();
  const formats = useFormats();
  const now = useNow();
  switch (asks.why) {
    case 'muted':
      return (
        <Notice tone="caution">
          <p>{t('ask.mutedUntil', { when: formats.when(asks.until, now) })}</p>
        </Notice>
      );
    case 'trial':
      return <p className="text-muted">{t('ask.trial')}</p>;
    case 'over':
      return <p className="text-muted">{t('ask.over')}</p>;
    case 'cancelled':
      return <p className="text-muted">{t('ask.cancelled')}</p>;
  }
}

interface ShownAsProps extends AskFormProps {
  withoutName: boolean;
  onWithoutName: (withoutName: boolean) => void;
}

function ShownAs({ settings, viewerName, withoutName, onWithoutName }: ShownAsProps) {
  const { t } = useQnaWords();
  const told: Record<Anonymity, string> = {
    none: t('ask.shownAs', { name: viewerName }),
    peers: t('ask.hiddenFromPeers'),
    everyone: t('ask.hiddenFromAll'),
  };
  return (
    <div className="flex flex-wrap items-center gap-y-1 text-muted">
      <p aria-live="polite" className="me-4">
        {told[hiddenFrom(settings.anonymity, withoutName)]}
      </p>
      {settings.anonymity !== 'none' && (
        <label className="controls flex items-center gap-2 text-ink">
          <input
            type="checkbox"
            checked={withoutName}
            onChange={({ target }) => onWithoutName(target.checked)}
          />
          {t('ask.withoutName')}
        </label>
      )}
      {settings.moderated && <p className="w-full">{t('ask.moderated')}</p>}
    </div>
  );
}

/** Questions that are like what is being typed, to be voted for instead. */
function Similar({ similar, voting }: Pick<AskFormProps, 'similar' | 'voting'>) {
  const { t } = useQnaWords();
  const heading = useId();
  const isSome = similar.length > 0;
  useEffect(() => {
    if (isSome) announcer.say({ text: t('ask.similar'), group: 'qna/similar' });
  }, [isSome, t]);
  if (!isSome) return null;
  return (
    <section aria-labelledby={heading} className="appears grid gap-2 rounded-control bg-quiet p-3">
      <h3 id={heading} className="text-label">
        {t('ask.similar')}
      </h3>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {similar.map((question) => {
          const id = `${heading}-${question.id}`;
          return (
            <li key={question.id} className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-3">
              <VoteButton
                vote={voting.voteFor(question)}
                describedBy={id}
                onToggle={() => voting.onToggle(question)}
              />
              <QuestionText id={id} text={question.question} />
            </li>
          );
        })}
      </ul>
      <p className="text-caption text-muted">{t('ask.similarHint')}</p>
    </section>
  );
}
