import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { Upload, Uploads } from './useUploads.ts';
import { useEditingWords } from './words.ts';

/** Files on their way: how far each is, and how it is called off. */
export function UploadList({ uploads, dismiss }: Pick<Uploads, 'uploads' | 'dismiss'>) {
  const { t } = useEditingWords();
  if (uploads.length === 0) return null;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {uploads.map((upload) => {
        const isOver = upload.state === 'done' || upload.state === 'refused';
        return (
          <li key={upload.id} className="flex items-center gap-4 rounded-control bg-quiet px-3 py-1">
            <span className="min-w-0 grow">
              <span
                role={isOver ? 'status' : undefined}
                className={`block truncate ${upload.state === 'refused' ? 'text-live' : ''}`}
              >
                <UploadWords upload={upload} />
              </span>
              {upload.state === 'sending' && <Bar percent={upload.share * 100} />}
            </span>
            <Button
              look="plain"
              onClick={() => dismiss(upload.id)}
              aria-label={isOver ? undefined : t('files.cancelName', { name: upload.name })}
              className="mx-0 shrink-0"
            >
              {isOver ? t('files.dismiss') : t('files.cancel')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function UploadWords({ upload }: { upload: Upload }) {
  const { t } = useEditingWords();
  const formats = useFormats();
  const { name } = upload;
  switch (upload.state) {
    case 'sending':
      return t('files.sending', { name, percent: formats.percent(Math.floor(upload.share * 100)) });
    case 'checking':
      return t('files.checking', { name });
    case 'done':
      return t('files.done', { name });
    case 'refused':
      return t('files.refused', { name, reason: upload.reason });
  }
}
