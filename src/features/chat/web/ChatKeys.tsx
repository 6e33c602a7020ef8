import { Choice } from '#platform/web/ui/Choice.tsx';
import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import { chooseAloud, useAloud, type Aloud } from './aloud.ts';
import { useChatWords } from './useChatWords.ts';

/** Which keys there are, and what of new messages is read aloud on this device. */
export function ChatKeys() {
  const { t } = useChatWords();
  const aloud = useAloud();
  const options: { value: Aloud; label: string }[] = [
    { value: 'all', label: t('room.aloudAll') },
    { value: 'mentions', label: t('room.aloudMentions') },
    { value: 'none', label: t('room.aloudNone') },
  ];
  return (
    <Why summary={t('room.keysTitle')}>
      <ul className="grid gap-1">
        <li>{t('room.keysMove')}</li>
        <li>{t('room.keysAct')}</li>
        <li>{t('room.keysSend')}</li>
      </ul>
      <SingleKeys />
      <Choice label={t('room.aloud')} value={aloud} options={options} onChange={chooseAloud} />
    </Why>
  );
}
