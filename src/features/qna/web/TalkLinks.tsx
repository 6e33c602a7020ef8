import { use } from 'react';
import type { OpenQuestion } from '../contract.ts';
import { TalkContext } from './talk.ts';
import { useQnaWords } from './useQnaWords.ts';

interface TalkLinksProps {
  question: Pick<OpenQuestion, 'id' | 'fromMessageId'>;
  tabIndex?: number;
}

/** The ways from a question to what is said of it in the chat, and to what it was made of. */
export function TalkLinks({ question, tabIndex }: TalkLinksProps) {
  const { t } = useQnaWords();
  const talk = use(TalkContext);
  if (!talk) return null;
  const { id, fromMessageId } = question;
  const ways = [
    { messageId: fromMessageId, said: t('talk.from') },
    { messageId: talk.messageOf(id) ?? null, said: t('talk.about') },
  ];
  return ways.map(
    ({ messageId, said }) =>
      messageId !== null && (
        <button
          key={said}
          type="button"
          tabIndex={tabIndex}
          onClick={() => talk.onOpen(messageId)}
          className="controls inline-flex items-center justify-self-start text-label text-accent hover:underline"
        >
          {said}
        </button>
      ),
  );
}
