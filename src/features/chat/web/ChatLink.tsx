import { Link } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { chat } from '../contract.ts';
import { chatPaths } from './chatPaths.ts';
import { useChannels } from './useChannels.ts';
import { useChatWords } from './useChatWords.ts';

interface ChatLinkProps {
  cohortId: string;
  /** Whoever runs the cohort is told of reports as well, of its sessions’ channels too. */
  isStaff?: boolean;
}

/** The way to a cohort's channels, with how much is new there. */
export function ChatLink({ cohortId, isStaff = false }: ChatLinkProps) {
  const { data } = useChannels(cohortId);
  const reported = useReported(cohortId, isStaff);
  const sum = (of: 'unread' | 'mentioned'): number =>
    data?.channels.reduce((all, channel) => all + channel[of], 0) ?? 0;
  return (
    <ChatLinkView
      cohortId={cohortId}
      unread={sum('unread')}
      mentioned={sum('mentioned')}
      reported={reported}
    />
  );
}

/** How many messages of a cohort are reported and not seen to, in all of its channels; 0 for whoever may not know. */
export function useReported(cohortId: string, isStaff: boolean): number {
  const topics = isStaff ? [cohorts.topics.cohortStaff.of({ cohortId })] : [];
  const { data } = useLiveView(chat, 'chat:desk', { cohortId }, { enabled: isStaff, topics });
  return data?.reports.length ?? 0;
}

interface ChatLinkViewProps {
  cohortId: string;
  unread: number;
  mentioned: number;
  reported: number;
}

export function ChatLinkView({ cohortId, unread, mentioned, reported }: ChatLinkViewProps) {
  const { t } = useChatWords();
  return (
    <>
      <Link
        to={chatPaths.cohort(cohortId)}
        className="controls inline-flex flex-wrap items-center gap-x-2 text-accent"
      >
        {unread > 0 ? t('channels.linkUnread', { count: unread }) : t('channels.link')}
        {mentioned > 0 && (
          <span className="rounded-bar bg-accent-soft px-1.5 text-caption text-accent">
            {t('channels.mentioned', { count: mentioned })}
          </span>
        )}
      </Link>
      {reported > 0 && (
        <Link to={chatPaths.desk(cohortId)} className="controls inline-flex items-center text-caution">
          {t('channels.linkReported', { count: reported })}
        </Link>
      )}
    </>
  );
}
