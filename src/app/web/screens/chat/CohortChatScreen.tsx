import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ChannelList } from '#features/chat/contract.ts';
import { Channels } from '#features/chat/web/Channels.tsx';
import { useChatWords } from '#features/chat/web/useChatWords.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface CohortChatScreenProps {
  cohort: { id: string; title: string };
  channels: View<ChannelList>;
  current: string;
  hrefOf: (channelId: string) => string;
  onOpen: (name: string) => Promise<unknown>;
  onRename: (channelId: string, name: string) => Promise<unknown>;
  /** The channel that is looked at, its list as high as this says. */
  chat: (frame: string) => ReactNode;
}

/** As much of the window as the bars, the heads and the field below leave. */
const frame = 'h-[max(16rem,calc(100dvh-34rem))] wide:h-[max(20rem,calc(100dvh-26rem))]';

/** What the people of a cohort say to each other. */
export function CohortChatScreen(props: CohortChatScreenProps) {
  const { cohort, channels, current, hrefOf, onOpen, onRename, chat } = props;
  const { t } = useChatWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-8">
        <PageHeading title={t('room.title')} />
        <Link
          to={`/c/${cohort.id}`}
          className="controls flex items-center gap-2 text-accent no-underline hover:underline"
        >
          <BackIcon />
          <bdi>{cohort.title}</bdi>
        </Link>
      </header>
      <Shown
        view={channels}
        loading={t('channels.loading')}
        failed={t('channels.failed')}
        bones={<Bones className="gap-6" lines={['12rem', '60%', '80%', '40%', '100%']} />}
      >
        {(list) => (
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-4 wide:grid-cols-[14rem_minmax(0,1fr)]">
            <Channels list={list} current={current} hrefOf={hrefOf} onOpen={onOpen} onRename={onRename} />
            {chat(frame)}
          </div>
        )}
      </Shown>
    </div>
  );
}
