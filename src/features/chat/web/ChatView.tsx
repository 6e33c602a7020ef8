import { useId, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { ChatRoom } from '../contract.ts';
import { ChatHead } from './ChatHead.tsx';
import { ChatKeys } from './ChatKeys.tsx';
import { MessageSheet } from './MessageSheets.tsx';
import { RoomList, type RoomListProps } from './RoomList.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';
import type { OnSheet, OpenSheet } from './sheets.ts';
import { useChatWords } from './useChatWords.ts';
import type { RoomActs } from './useRoomActs.ts';

/** What is looked at beside the messages themselves. */
export type Beside = { part: 'thread'; messageId: string } | { part: 'search' } | { part: 'desk' };

export interface ChatViewProps {
  room: View<ChatRoom>;
  title: string;
  /** Where it stands above already, the heading is for the ear. */
  heading?: 'shown' | 'wide' | 'heard';
  acts: RoomActs;
  list: Omit<RoomListProps, 'room' | 'acts' | 'onSheet' | 'onThread' | 'title'>;
  beside: Beside | null;
  onBeside: (beside: Beside | null) => void;
  /** How many messages are reported in the cohort; null: the reader is told of none. */
  reported: number | null;
  files: { csv: string; json: string };
  /** The parts, which fetch for themselves. */
  parts: {
    thread: (messageId: string, more: { onSheet: OnSheet }) => ReactNode;
    search: () => ReactNode;
    desk: (more: { onSheet: OnSheet }) => ReactNode;
    revisions: (messageId: string) => ReactNode;
  };
  /** What stands open from the beginning. */
  start?: { sheet?: OpenSheet; settings?: boolean };
}

const headings = { shown: '', wide: 'max-wide:sr-only', heard: 'sr-only' } as const;

/** One channel: what is said in it, and all that can be done there. */
export function ChatView(props: ChatViewProps) {
  const { room, title, heading: shown = 'shown', start = {} } = props;
  const { t } = useChatWords();
  const heading = useId();
  const [sheet, setSheet] = useState<OpenSheet | null>(start.sheet ?? null);
  const [isSetting, setSetting] = useState(start.settings ?? false);
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <Shown
        view={room}
        loading={t('room.loading')}
        failed={t('room.failed')}
        bones={<Bones className="gap-6" lines={['60%', '80%', '40%', '70%', '100%']} />}
      >
        {(data) => (
          <>
            <ChatHead
              heading={
                <h2 id={heading} className={`text-section ${headings[shown]}`}>
                  <bdi>{title}</bdi>
                </h2>
              }
              room={data}
              part={props.beside?.part ?? null}
              reported={props.reported}
              onPart={(part) => props.onBeside(part && { part })}
              onSettings={() => setSetting(true)}
            />
            <Body {...props} data={data} onSheet={setSheet} />
            <ChatKeys />
            {sheet && (
              <MessageSheet
                act={sheet.act}
                message={sheet.message}
                acts={props.acts}
                revisions={props.parts.revisions}
                onClose={() => setSheet(null)}
              />
            )}
            {isSetting && (
              <SettingsSheet
                channel={data.channel}
                files={props.files}
                onSave={props.acts.onSetUp}
                onClose={() => setSetting(false)}
              />
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

interface BodyProps extends ChatViewProps {
  data: ChatRoom;
  onSheet: OnSheet;
}

function Body({ data, beside, onBeside, parts, title, list, acts, onSheet }: BodyProps) {
  const { t } = useChatWords();
  const back = (
    <p>
      <Button look="plain" className="mx-0" onClick={() => onBeside(null)}>
        {t('head.back')}
      </Button>
    </p>
  );
  switch (beside?.part) {
    case undefined:
      return (
        <RoomList
          {...list}
          title={title}
          room={data}
          acts={acts}
          onSheet={onSheet}
          onThread={(messageId) => onBeside({ part: 'thread', messageId })}
        />
      );
    case 'thread':
      return (
        <>
          {back}
          {parts.thread(beside.messageId, { onSheet })}
        </>
      );
    case 'search':
      return (
        <>
          {back}
          {parts.search()}
        </>
      );
    case 'desk':
      return (
        <>
          {back}
          {parts.desk({ onSheet })}
        </>
      );
  }
}
