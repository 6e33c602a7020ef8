import { Link } from 'react-router';
import { chatPaths } from './chatPaths.ts';
import { useChannels } from './useChannels.ts';
import { useChatWords } from './useChatWords.ts';

/** The way to a cohort's channels, with how much is new there. */
export function ChatLink({ cohortId }: { cohortId: string }) {
  const { t } = useChatWords();
  const { data } = useChannels(cohortId);
  const unread = data?.channels.reduce((sum, channel) => sum + channel.unread, 0) ?? 0;
  return (
    <Link to={chatPaths.cohort(cohortId)} className="controls inline-flex items-center text-accent">
      {unread > 0 ? t('channels.linkUnread', { count: unread }) : t('channels.link')}
    </Link>
  );
}
