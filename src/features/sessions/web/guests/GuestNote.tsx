import { useGuestWords } from './useGuestWords.ts';

/** What a guest does not have in the room, and why. */
export function GuestNote() {
  const { t } = useGuestWords();
  return (
    <p className="mt-6 text-caption text-muted">
      {t('room.note')} {t('room.noTalk')}
    </p>
  );
}
