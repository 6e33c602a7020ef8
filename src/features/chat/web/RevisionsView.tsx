import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { ChatRevisions } from '../contract.ts';
import { useChatWords } from './useChatWords.ts';

/** Every wording of a message, for staff. */
export function RevisionsView({ revisions }: { revisions: View<ChatRevisions> }) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  return (
    <Shown
      view={revisions}
      loading={t('revisions.loading')}
      failed={t('revisions.failed')}
      bones={<Bones lines={['60%', '100%']} />}
    >
      {({ revisions: all, deleted }) => (
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {all.map(({ text, at }) => (
            <li key={at} className="border-s-4 border-hairline ps-4">
              <p className="text-caption text-muted">
                {t('revisions.from', { when: formats.when(at, now) })}
              </p>
              <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
                {text}
              </p>
            </li>
          ))}
          {deleted && (
            <li className="text-muted">
              {t('revisions.deleted', { name: deleted.by.name, when: formats.when(deleted.at, now) })}
            </li>
          )}
        </ol>
      )}
    </Shown>
  );
}
