import { useState, type ReactNode } from 'react';
import { chat } from '#features/chat/contract.ts';
import { Chat } from '#features/chat/web/Chat.tsx';
import { SessionTabs, type SessionTab } from '#features/chat/web/SessionTabs.tsx';
import { useChatWords } from '#features/chat/web/useChatWords.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useMe } from '../me.ts';

interface SessionTalkProps {
  channelId: string;
  questions: ReactNode;
}

/** What is asked and what is said in a session, one of them at a time. */
export function SessionTalk({ channelId, questions }: SessionTalkProps) {
  const { t } = useChatWords();
  const { user } = useMe();
  const [tab, setTab] = useState<SessionTab>('questions');
  const topics = [chat.topics.channel.of({ channelId })];
  const { data } = useLiveView(chat, 'chat:room', { channelId }, { topics });
  return (
    <SessionTabs tab={tab} onTab={setTab} unread={data?.unread ?? 0}>
      {tab === 'questions' ? (
        questions
      ) : (
        <Chat key={channelId} channelId={channelId} title={t('room.title')} viewer={user} heading="heard" />
      )}
    </SessionTabs>
  );
}
