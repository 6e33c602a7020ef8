import { useState } from 'react';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { ChatChannel } from '../contract.ts';
import { SheetForm } from './MessageSheets.tsx';
import { useActing } from './useActing.ts';
import { useChatWords, type Say } from './useChatWords.ts';
import type { RoomActs } from './useRoomActs.ts';

interface SettingsSheetProps {
  channel: ChatChannel;
  files: { csv: string; json: string };
  onSave: RoomActs['onSetUp'];
  onClose: () => void;
}

const slowSteps = [0, 5, 10, 30, 60, 300, 900];

function stepWords(seconds: number, t: Say): string {
  if (seconds === 0) return t('settings.off');
  if (seconds % 60 !== 0) return t('settings.seconds', { count: seconds });
  return t('settings.minutes', { count: seconds / 60 });
}

/** Who may write in a channel, and how often. */
export function SettingsSheet({ channel, files, onSave, onClose }: SettingsSheetProps) {
  const { t } = useChatWords();
  const [locked, setLocked] = useState(channel.locked);
  const [staffReplies, setStaffReplies] = useState(channel.staffReplies);
  const [slowSeconds, setSlowSeconds] = useState(channel.slowSeconds);
  const { acting, run } = useActing();
  const steps = [...new Set([...slowSteps, channel.slowSeconds])].sort((one, other) => one - other);
  return (
    <Sheet title={t('settings.title')} onClose={onClose}>
      <SheetForm
        submit={t('settings.save')}
        busy={t('settings.saving')}
        acting={acting}
        failed={(reason) => t('settings.failed', { reason })}
        onSubmit={() =>
          void run(() => onSave({ locked, staffReplies, slowSeconds })).then((done) => done && onClose())
        }
        onClose={onClose}
      >
        <Tick label={t('settings.locked')} hint={t('settings.lockedHint')} is={locked} onIs={setLocked} />
        <Tick
          label={t('settings.staffReplies')}
          hint={t('settings.staffRepliesHint')}
          is={staffReplies}
          onIs={setStaffReplies}
        />
        <label className="grid gap-1">
          <span className="text-label">{t('settings.slow')}</span>
          <select
            value={slowSeconds}
            onChange={({ target }) => setSlowSeconds(Number(target.value))}
            className="field"
          >
            {steps.map((seconds) => (
              <option key={seconds} value={seconds}>
                {stepWords(seconds, t)}
              </option>
            ))}
          </select>
          <span className="text-caption text-muted">{t('settings.slowHint')}</span>
        </label>
        <p className="flex flex-wrap items-center gap-x-4 border-t border-hairline pt-2 text-caption text-muted">
          <span>{t('settings.files')}</span>
          <a href={files.csv} download className="controls inline-flex items-center text-accent">
            {t('settings.csv')}
          </a>
          <a href={files.json} download className="controls inline-flex items-center text-accent">
            {t('settings.json')}
          </a>
        </p>
      </SheetForm>
    </Sheet>
  );
}

interface TickProps {
  label: string;
  hint: string;
  is: boolean;
  onIs: (is: boolean) => void;
}

function Tick({ label, hint, is, onIs }: TickProps) {
  return (
    <label className="controls grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2">
      <input type="checkbox" checked={is} onChange={({ target }) => onIs(target.checked)} />
      <span className="text-label">{label}</span>
      <span className="col-start-2 text-caption text-muted">{hint}</span>
    </label>
  );
}
