import { useState, type FormEvent, type ReactNode } from 'react';
import type { ViewData } from '#kernel/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { quizzes } from '../../contract.ts';
import type { StudentRow } from './resultRows.ts';
import { useStaffWords } from './useStaffWords.ts';

/** How a decision stands on its sheet. */
export type Deciding = { state: 'ready' } | { state: 'sending' } | { state: 'failed'; sentence: string };

interface DecisionProps {
  deciding: Deciding;
  onClose: () => void;
}

/** Results that were kept back are shown to everybody: it cannot be taken back, so it is asked once. */
export function ReleaseSheet({
  count,
  deciding,
  onRelease,
  onClose,
}: DecisionProps & { count: number; onRelease: () => void }) {
  const { t } = useStaffWords();
  return (
    <Sheet title={t('release.title')} onClose={onClose}>
      <p>{t('release.text', { count })}</p>
      <p className="mt-2 text-muted">{t('release.final')}</p>
      <Ends deciding={deciding}>
        <Button
          look="primary"
          busy={deciding.state === 'sending' && t('release.sending')}
          onClick={onRelease}
          className="w-full"
        >
          {t('release.now')}
        </Button>
      </Ends>
    </Sheet>
  );
}

export type RegradePreview = ViewData<typeof quizzes, 'quiz:regrade-preview'>;

interface RegradeSheetProps extends DecisionProps {
  /** What it would change. */
  preview: View<RegradePreview>;
  onRegrade: (reason: string) => void;
}

/** Every attempt is graded anew by the present key; whoever has other points is told, with this reason. */
export function RegradeSheet({ deciding, preview, onRegrade, onClose }: RegradeSheetProps) {
  const { t } = useStaffWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (reason.trim() !== '' && deciding.state !== 'sending') onRegrade(reason.trim());
  };
  return (
    <Sheet title={t('regrade.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p>{t('regrade.text')}</p>
        <Shown
          view={preview}
          loading={t('regrade.previewLoading')}
          failed={t('regrade.previewFailed')}
          bones={<Bones lines={['80%', '60%']} />}
        >
          {(data) => <Changes preview={data} />}
        </Shown>
        <TextField
          label={t('regrade.reason')}
          name="reason"
          value={reason}
          onChange={setReason}
          description={t('regrade.reasonHint')}
          fault={tried && reason.trim() === '' ? t('regrade.missingReason') : undefined}
        />
        <Ends deciding={deciding}>
          <Button
            type="submit"
            look="primary"
            busy={deciding.state === 'sending' && t('regrade.sending')}
            className="w-full"
          >
            {t('regrade.now')}
          </Button>
        </Ends>
      </form>
    </Sheet>
  );
}

function Changes({ preview: { attempts, changes } }: { preview: RegradePreview }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  return (
    <div className="grid gap-2 border-s-4 border-hairline ps-4">
      <p role="status">
        {t('regrade.preview', { count: attempts })}{' '}
        {changes.length === 0 ? t('regrade.noChange') : t('regrade.changes', { count: changes.length })}
      </p>
      {changes.length > 0 && (
        <ul className="max-h-48 overflow-auto" tabIndex={0} aria-label={t('regrade.changesList')}>
          {changes.map(({ attemptId, student, before, after }) => (
            <li key={attemptId}>
              {t('regrade.change', {
                name: student.name,
                before: formats.number(before.points),
                after: formats.number(after.points),
                outOf: formats.number(after.outOf),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface AccommodationSheetProps extends DecisionProps {
  student: StudentRow;
  /** Minutes of the quiz; null without a limit. */
  minutes: number | null;
  onSave: (accommodation: { extraPercent: number; extraAttempts: number }) => void;
}

const extraTimes = [0, 25, 33, 50, 100];

/** More time or attempts for one student; it holds at once, also for an attempt that is under way. */
export function AccommodationSheet(props: AccommodationSheetProps) {
  const { student, minutes, deciding, onSave, onClose } = props;
  const { t } = useStaffWords();
  const before = student.accommodation ?? { extraPercent: 0, extraAttempts: 0 };
  const [extraPercent, setPercent] = useState(before.extraPercent);
  const [extraAttempts, setAttempts] = useState(String(before.extraAttempts));
  const times = [...new Set([...extraTimes, before.extraPercent])].sort((a, b) => a - b);
  const attempts = Number(extraAttempts);
  const isOdd = !Number.isInteger(attempts) || attempts < 0 || attempts > 20;
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (!isOdd && deciding.state !== 'sending') onSave({ extraPercent, extraAttempts: attempts });
  };
  return (
    <Sheet title={t('more.title', { name: student.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p className="text-muted">{t('more.private')}</p>
        <label className="grid gap-1">
          <span className="text-label">{t('more.time')}</span>
          <select
            value={extraPercent}
            onChange={({ target }) => setPercent(Number(target.value))}
            className="field"
          >
            {times.map((percent) => (
              <option key={percent} value={percent}>
                {minutes === null
                  ? t('more.percent', { percent })
                  : t('more.percentMinutes', {
                      percent,
                      count: Math.ceil((minutes * (100 + percent)) / 100),
                    })}
              </option>
            ))}
          </select>
        </label>
        <TextField
          label={t('more.attempts')}
          name="attempts"
          value={extraAttempts}
          onChange={setAttempts}
          dir="ltr"
          fault={isOdd ? t('more.attemptsOdd') : undefined}
        />
        <Ends deciding={deciding}>
          <Button
            type="submit"
            look="primary"
            busy={deciding.state === 'sending' && t('more.sending')}
            className="w-full"
          >
            {t('more.save')}
          </Button>
        </Ends>
      </form>
    </Sheet>
  );
}

function Ends({ deciding, children }: { deciding: Deciding; children: ReactNode }) {
  return (
    <div className="mt-4 grid gap-3">
      {children}
      {deciding.state === 'failed' && (
        <p role="alert" className="text-live">
          {deciding.sentence}
        </p>
      )}
    </div>
  );
}
