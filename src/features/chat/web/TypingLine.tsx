import { useChatWords } from './useChatWords.ts';

/** Who else is writing. For the eye: a voice that says so would talk over what is being said. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const { t } = useChatWords();
  const [one = '', other = ''] = names;
  return (
    <p className="min-h-4 text-caption text-muted">
      {names.length === 1 && t('room.typingOne', { name: one })}
      {names.length === 2 && t('room.typingTwo', { one, other })}
      {names.length > 2 && t('room.typingMany')}
    </p>
  );
}
