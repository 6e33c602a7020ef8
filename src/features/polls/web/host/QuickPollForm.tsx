import { useId, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { pollLimits, type WrittenPoll } from '../../contract.ts';
import { launchOf, quickFault, quickPollOf } from './quickPoll.ts';
import { useDeskWords } from './useDeskWords.ts';

/** A poll out of one line: what it becomes is shown while it is typed. */
export function QuickPollForm({
  start = '',
  onLaunch,
}: {
  start?: string;
  onLaunch: (poll: WrittenPoll) => void;
}) {
  const { t } = useDeskWords();
  const id = useId();
  const [line, setLine] = useState(start);
  const quick = quickPollOf(line);
  const fault = quick && quickFault(quick);
  const said = (): string => {
    if (!quick) return t('quick.hint');
    if (fault === 'many') return t('quick.many', { most: pollLimits.options });
    if (fault === 'long')
      return t('quick.long', { most: pollLimits.promptLength, mostOption: pollLimits.labelLength });
    const kind = t(`kind.${quick.kind}`);
    return quick.labels.length === 0
      ? t('quick.asks', { kind })
      : t('quick.with', { kind, options: quick.labels.join(' · ') });
  };
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-1"
      onSubmit={(form) => {
        form.preventDefault();
        if (!quick || fault) return;
        onLaunch(launchOf(quick));
        setLine('');
      }}
    >
      <label htmlFor={id} className="text-label">
        {t('quick.label')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          dir="auto"
          value={line}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-said`}
          onChange={({ target }) => setLine(target.value)}
          className="field min-w-0"
        />
        <Button type="submit" look={quick ? 'primary' : 'quiet'} className="shrink-0">
          {t('quick.ask')}
        </Button>
      </div>
      <p
        id={`${id}-said`}
        className={`text-caption [overflow-wrap:anywhere] ${fault ? 'text-live' : 'text-muted'}`}
      >
        {said()}
      </p>
    </form>
  );
}
