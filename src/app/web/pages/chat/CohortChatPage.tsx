import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { chat, type ChannelList } from '#features/chat/contract.ts';
import { channelTitle } from '#features/chat/web/Channels.tsx';
import { Chat } from '#features/chat/web/Chat.tsx';
import { chatPaths } from '#features/chat/web/chatPaths.ts';
import { useChannels } from '#features/chat/web/useChannels.ts';
import { useChatWords } from '#features/chat/web/useChatWords.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { CohortChatScreen } from '../../screens/chat/CohortChatScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { namedIn } from '../namedIn.ts';

/** The channels of a cohort; without one in the address, its first. */
export function CohortChatPage() {
  const { cohortId = '', channelId = cohortId } = useParams();
  const { live } = useRealtime();
  const navigate = useNavigate();
  const { t } = useChatWords();
  const me = useMe();
  const [search] = useSearchParams();
  const wanted = namedIn(useLocation().hash, 'message');
  const result = useChannels(cohortId);
  const line = result.data?.channels.find(({ id }) => id === channelId);
  const cohort = me.cohorts.find(({ id }) => id === cohortId);
  if (isMissing(result) || (result.data && !line)) return <NotFound />;
  return (
    <CohortChatScreen
      cohort={{ id: cohortId, title: cohort?.title ?? '' }}
      channels={viewOf<ChannelList>(result)}
      current={channelId}
      hrefOf={(id) => chatPaths.channel(cohortId, id)}
      onOpen={async (name) => {
        const { id } = await live.api.command(chat, 'chat:open-channel', { cohortId, name });
        await result.refetch();
        await navigate(chatPaths.channel(cohortId, id));
      }}
      onRename={(id, name) => live.api.command(chat, 'chat:rename-channel', { channelId: id, name })}
      chat={(frame) =>
        line && (
          <Chat
            key={`${channelId}/${wanted}`}
            channelId={channelId}
            title={channelTitle(line, t)}
            viewer={me.user}
            heading="wide"
            start={startOf({
              wanted,
              isAtDesk: search.get('part') === 'desk' && result.data?.viewer.isStaff,
            })}
            frame={frame}
          />
        )
      }
    />
  );
}

/** What stands beside the messages first. As a thread, whatever stands around it may be long ago. */
function startOf({ wanted, isAtDesk }: { wanted: string | null; isAtDesk: boolean | undefined }) {
  if (wanted !== null) return { part: 'thread', messageId: wanted } as const;
  return isAtDesk ? ({ part: 'desk' } as const) : null;
}
