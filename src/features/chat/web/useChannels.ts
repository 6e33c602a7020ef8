import type { UseQueryResult } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { chat, type ChannelList } from '../contract.ts';

/** The channels of a cohort; what is said in each of them is listened to as long as they are shown. */
export function useChannels(cohortId: string): UseQueryResult<ChannelList, ApiProblem> {
  const known = useQueryClient().getQueryData<ChannelList>(['chat:channels', { cohortId }]);
  const topics = known?.channels.map(({ id: channelId }) => chat.topics.channel.of({ channelId })) ?? [];
  return useLiveView(chat, 'chat:channels', { cohortId }, { topics });
}
