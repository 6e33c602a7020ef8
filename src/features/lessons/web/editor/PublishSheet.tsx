import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { CourseDraft } from '../../contract.ts';
import { useEditingWords } from './words.ts';

export type Publishing =
  { state: 'ready' } | { state: 'publishing' } | { state: 'refused'; sentence: string };

interface PublishSheetProps {
  draft: CourseDraft;
  /** What is published now. */
  version: number;
  publishing: Publishing;
  pageHref: (pageId: string) => string;
  /** @param over the version whose place it is meant to take */
  onPublish: (over: number | null) => void;
  onClose: () => void;
}

/** What publishing would change, and what stands against it. */
export function PublishSheet(props: PublishSheetProps) {
  const { draft, version, publishing, pageHref, onPublish, onClose } = props;
  const { t } = useEditingWords();
  const [isMeant, setIsMeant] = useState(false);
  const { changes, faults, overtaken } = draft;
  const isReady = changes.length > 0 && faults.length === 0 && (!overtaken || isMeant);
  return (
    <Sheet title={t('publish.title')} onClose={onClose}>
      <div className="grid gap-4">
        {changes.length === 0 ? (
          <p>{t('publish.none')}</p>
        ) : (
          <>
            <p>{t('publish.text')}</p>
            <div>
              <h2 className="text-label">{t('publish.changes')}</h2>
              <ul className="mt-1 max-h-64 list-disc overflow-y-auto ps-5">
                {changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </div>
          </>
        )}
        {faults.length > 0 && (
          <div className="border-s-4 border-caution ps-4">
            <h2 className="text-label">{t('publish.faults')}</h2>
            <p className="mt-1">{t('publish.faultsText')}</p>
            <ul className="mt-1 max-h-48 overflow-y-auto">
              {faults.map((fault, place) => (
                <li key={place}>
                  <Link
                    to={pageHref(fault.pageId ?? 'course')}
                    onClick={onClose}
                    className="controls inline-flex items-center text-accent"
                  >
                    {fault.message}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
        {overtaken && (
          <label className="controls flex items-center gap-2">
            <input
              type="checkbox"
              checked={isMeant}
              onChange={(change) => setIsMeant(change.target.checked)}
            />
            {t('publish.over', { version })}
          </label>
        )}
        {publishing.state === 'refused' && (
          <p role="alert" className="text-live">
            {t('publish.notDone', { reason: publishing.sentence })}
          </p>
        )}
        <Button
          look="primary"
          disabled={!isReady}
          busy={publishing.state === 'publishing' && t('publish.going')}
          onClick={() => onPublish(overtaken ? version : null)}
          className="disabled:opacity-60"
        >
          {t('publish.go')}
        </Button>
      </div>
    </Sheet>
  );
}

interface DiscardSheetProps {
  busy: boolean;
  fault: string | null;
  onDiscard: () => void;
  onClose: () => void;
}

export function DiscardSheet({ busy, fault, onDiscard, onClose }: DiscardSheetProps) {
  const { t } = useEditingWords();
  return (
    <Sheet title={t('discard.title')} onClose={onClose}>
      <p>{t('discard.text')}</p>
      {fault !== null && (
        <p role="alert" className="mt-2 text-live">
          {t('draft.notDone', { reason: fault })}
        </p>
      )}
      <Button look="danger" busy={busy && t('discard.going')} onClick={onDiscard} className="mt-6 w-full">
        {t('discard.go')}
      </Button>
    </Sheet>
  );
}
