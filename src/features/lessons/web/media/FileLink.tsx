import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { DownloadIcon } from '#platform/web/ui/icons.tsx';
import type { MediaFile } from '../../contract.ts';
import { kindOf, sizeOf } from '../files.ts';
import { useLessonWords } from '../words.ts';

/** A file to take along: what it is, and how heavy. */
export function FileLink({ file, href }: { file: MediaFile; href: string | undefined }) {
  const { t } = useLessonWords();
  const formats = useFormats();
  if (href === undefined) return null;
  const { unit, amount } = sizeOf(file.sizeBytes);
  const size = t(`media.${unit}`, { amount: formats.number(amount) });
  return (
    <a href={href} download={file.name} className="controls inline-flex items-center gap-2 text-accent">
      <DownloadIcon className="size-4" />
      {t('media.download', { kind: kindOf(file.name), size })}
    </a>
  );
}
