import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { CourseFile } from '../../contract.ts';
import { kindOf, nameOf, sizeOf } from '../files.ts';
import { UploadList } from './UploadList.tsx';
import type { Uploads } from './useUploads.ts';
import { useEditingWords } from './words.ts';

interface FilePickerProps {
  title: string;
  files: View<readonly CourseFile[]>;
  uploads: Uploads;
  /** Which files fit here, by their media type: `video/`. */
  accepts?: string;
  onTake: (file: CourseFile) => void;
  onClose: () => void;
}

/** A file of the course, or one of this device that becomes one. */
export function FilePicker({ title, files, uploads, accepts = '', onTake, onClose }: FilePickerProps) {
  const { t } = useEditingWords();
  const formats = useFormats();
  const [sought, setSought] = useState('');
  const fits = ({ name, type }: CourseFile): boolean =>
    type.startsWith(accepts) && name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase());
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="grid gap-4">
        <UploadButton accepts={accepts} onFiles={(chosen) => uploads.send(chosen, onTake)} />
        <UploadList {...uploads} />
        <div className="grid gap-2 border-t border-hairline pt-4">
          <h2 className="text-label">{t('files.fromCourse')}</h2>
          <Shown
            view={files}
            loading={t('files.loading')}
            failed={t('files.failed')}
            bones={<Bones lines={['80%', '60%', '70%']} />}
          >
            {(all) => {
              const shown = all.filter(fits);
              return (
                <>
                  {all.length > 8 && (
                    <label className="grid gap-1">
                      <span className="text-label">{t('files.find')}</span>
                      <input
                        type="search"
                        value={sought}
                        onChange={(change) => setSought(change.target.value)}
                        className="field"
                      />
                    </label>
                  )}
                  {shown.length === 0 && <EmptyNote why={t('files.none')} />}
                  <ul className="max-h-72 overflow-y-auto">
                    {shown.map((file) => {
                      const { unit, amount } = sizeOf(file.sizeBytes);
                      const size = t(`files.${unit}`, { amount: formats.number(amount) });
                      return (
                        <li key={file.address}>
                          <button
                            type="button"
                            onClick={() => onTake(file)}
                            aria-label={t('files.take', { name: file.name })}
                            className="controls flex w-full flex-wrap items-baseline justify-between gap-x-4 rounded-control px-2 py-2 text-start hover:bg-quiet focus-visible:-outline-offset-3"
                          >
                            <bdi className="min-w-0 break-words">{file.name}</bdi>
                            <span className="text-caption text-muted">
                              {t('files.size', { kind: kindOf(file.name), size })}
                            </span>
                          </button>
                        </li>
                      );
                    })}
                  </ul>
                </>
              );
            }}
          </Shown>
        </div>
      </div>
    </Sheet>
  );
}

/** The browser's own way to a file, under a button of ours. */
function UploadButton({ accepts, onFiles }: { accepts: string; onFiles: (files: File[]) => void }) {
  const { t } = useEditingWords();
  const accept = accepts.endsWith('/') ? `${accepts}*` : accepts;
  return (
    <label className="controls inline-flex cursor-pointer items-center justify-center gap-2 rounded-control border border-control bg-surface px-4 text-label hover:bg-quiet has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      {t('files.upload')}
      <input
        type="file"
        multiple
        accept={accept || undefined}
        className="sr-only"
        onChange={(change) => {
          onFiles([...(change.target.files ?? [])]);
          change.target.value = '';
        }}
      />
    </label>
  );
}

interface FileFieldProps {
  label: string;
  address: string | null;
  accepts: string;
  files: View<readonly CourseFile[]>;
  uploads: Uploads;
  onChange: (address: string | null) => void;
}

/** One file of the course, as a field of a form. */
export function FileField({ label, address, accepts, files, uploads, onChange }: FileFieldProps) {
  const { t } = useEditingWords();
  const [picking, setPicking] = useState(false);
  const name = address === null ? null : nameOf(address);
  return (
    <div role="group" aria-label={label} className="grid gap-1">
      <p className="text-label">{label}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className={name === null ? 'text-muted' : ''}>
          {name === null ? t('files.nothing') : <bdi>{name}</bdi>}
        </span>
        <Button onClick={() => setPicking(true)} aria-haspopup="dialog">
          {t('files.pick')}
        </Button>
        {name !== null && (
          <Button look="plain" onClick={() => onChange(null)} className="mx-0">
            {t('files.remove')}
          </Button>
        )}
      </div>
      {picking && (
        <FilePicker
          title={label}
          files={files}
          uploads={uploads}
          accepts={accepts}
          onTake={(file) => {
            onChange(file.address);
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  );
}
