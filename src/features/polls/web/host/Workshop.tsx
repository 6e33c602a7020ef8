import { useId, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { AgendaItem } from '#features/sessions/contract.ts';
import type { DeskPoll, PollDesk, WrittenPoll } from '../../contract.ts';
import { partsOfDesk } from './desk.ts';
import { DraftRow } from './DraftRow.tsx';
import { PollEditor, type Keeping } from './PollEditor.tsx';
import { PollReport } from './PollReport.tsx';
import { fieldsOf, freshFields } from './pollFields.ts';
import { SureSheet } from './SureSheet.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';
import { useMoving } from './useMoving.ts';

/** Files to take along. */
export interface PollFiles {
  csv: string;
  ballots: string;
  json: string;
}

export interface WorkshopProps {
  sessionId: string;
  desk: View<PollDesk>;
  /** The run sheet of the session. */
  agenda: readonly AgendaItem[];
  acts: DeskActs;
  keeping: Keeping;
  /** @returns whether it was kept */
  onKeep: (poll: WrittenPoll, draftId: string | null) => Promise<boolean>;
  isOver: boolean;
  files: PollFiles;
  bank: ReactNode;
  textsOf: (poll: DeskPoll) => ReactNode;
  namesOf: (poll: DeskPoll) => ReactNode;
  comparedOf: (poll: DeskPoll) => ReactNode;
  /** What is being written at first; for pictures. */
  start?: string | 'new';
}

/** Where the polls of a session are written, found again, and their results kept. */
export function Workshop({ desk, ...rest }: WorkshopProps) {
  const { t } = useDeskWords();
  return (
    <Shown
      view={desk}
      loading={t('desk.loading')}
      failed={t('desk.failed')}
      bones={<Bones className="gap-4" lines={['16rem', '100%', '100%', '100%']} />}
    >
      {(data) => <Full data={data} {...rest} />}
    </Shown>
  );
}

function Full(props: Omit<WorkshopProps, 'desk'> & { data: PollDesk }) {
  const { data, agenda, isOver, bank } = props;
  const { drafts, up, earlier } = partsOfDesk(data.polls, agenda);
  const asked = [...up, ...earlier];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      {!isOver && <Drafts {...props} drafts={drafts} />}
      <Results {...props} asked={asked} />
      {!isOver && bank}
    </div>
  );
}

function Drafts(props: Omit<WorkshopProps, 'desk'> & { drafts: DeskPoll[] }) {
  const { drafts, agenda, sessionId, acts, keeping, onKeep, start } = props;
  const { t } = useDeskWords();
  const heading = useId();
  const [writing, setWriting] = useState<string | null>(start ?? null);
  const moving = useMoving(drafts, agenda, acts);
  const [discarded, setDiscarded] = useState<DeskPoll | null>(null);
  const editor = (draft: DeskPoll | null): ReactNode => (
    <PollEditor
      title={draft ? t('form.editTitle') : t('form.newTitle')}
      start={draft ? fieldsOf(draft) : freshFields()}
      keeping={keeping}
      onKeep={(poll) => void onKeep(poll, draft?.id ?? null).then((kept) => kept && setWriting(null))}
      onCancel={() => setWriting(null)}
    />
  );
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 id={heading} className="text-section">
          {t('shop.drafts')}
        </h2>
        {writing === null && (
          <Button look="primary" onClick={() => setWriting('new')}>
            {t('shop.write')}
          </Button>
        )}
      </div>
      {writing === 'new' && editor(null)}
      {drafts.length === 0 && writing === null && (
        <EmptyNote why={t('shop.noDrafts')} example={t('shop.noDraftsExample')} />
      )}
      {drafts.length > 0 && (
        <ol ref={moving.list} className="border-t border-hairline">
          {drafts.map((draft, place) => (
            <li key={draft.id} className="border-b border-hairline py-2">
              {writing === draft.id ? (
                editor(draft)
              ) : (
                <DraftRow
                  draft={draft}
                  place={place}
                  acts={acts}
                  moving={moving}
                  onEdit={() => setWriting(draft.id)}
                  onCopy={() =>
                    acts.onDo({
                      name: 'poll:duplicate',
                      input: { pollId: draft.id, intoSessionId: sessionId },
                    })
                  }
                  onDiscard={() => setDiscarded(draft)}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {discarded && (
        <SureSheet
          title={t('sure.discardTitle')}
          does={t('sure.discardDo')}
          onDo={() => {
            setDiscarded(null);
            acts.onDo({ name: 'poll:discard', input: { pollId: discarded.id } });
          }}
          onClose={() => setDiscarded(null)}
        >
          <p dir="auto" className="border-s-4 border-hairline ps-3">
            {discarded.prompt}
          </p>
          <p className="mt-2">{t('sure.discard')}</p>
        </SureSheet>
      )}
    </section>
  );
}

function Results(props: Omit<WorkshopProps, 'desk'> & { asked: DeskPoll[] }) {
  const { asked, files, sessionId, acts, isOver, textsOf, namesOf, comparedOf } = props;
  const { t } = useDeskWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 id={heading} className="text-section">
        {t('shop.results')}
      </h2>
      {asked.length === 0 ? (
        <p className="text-muted">{t('shop.noResults')}</p>
      ) : (
        <>
          <ol className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            {asked.map((poll) => (
              <li key={poll.id} className="min-w-0">
                <PollReport
                  poll={poll}
                  isOver={isOver}
                  acts={acts}
                  onCopy={() =>
                    acts.onDo({
                      name: 'poll:duplicate',
                      input: { pollId: poll.id, intoSessionId: sessionId },
                    })
                  }
                  texts={textsOf(poll)}
                  names={namesOf(poll)}
                  compared={comparedOf(poll)}
                />
              </li>
            ))}
          </ol>
          <p className="flex flex-wrap items-center gap-x-4 text-caption text-muted">
            <span>{t('shop.keep')}</span>
            {(['csv', 'ballots', 'json'] as const).map((file) => (
              <a
                key={file}
                href={files[file]}
                download
                className="controls inline-flex items-center text-accent"
              >
                {t(`shop.${file}`)}
              </a>
            ))}
          </p>
        </>
      )}
    </section>
  );
}
