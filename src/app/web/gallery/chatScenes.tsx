import type { ReactNode } from 'react';
import type { ChatRoom, ChatThread } from '#features/chat/contract.ts';
import { ChatView, type Beside, type ChatViewProps } from '#features/chat/web/ChatView.tsx';
import { DeskView } from '#features/chat/web/DeskView.tsx';
import { NearQuestionsContext } from '#features/chat/web/nearQuestions.ts';
import { RevisionsView } from '#features/chat/web/RevisionsView.tsx';
import { SearchView } from '#features/chat/web/SearchPart.tsx';
import type { OpenSheet } from '#features/chat/web/sheets.ts';
import { ThreadView } from '#features/chat/web/ThreadView.tsx';
import { SessionTabs } from '#features/sessions/web/SessionTabs.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { CohortChatScreen } from '../screens/chat/CohortChatScreen.tsx';
import * as fixture from './chatFixtures.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const done = (): Promise<void> => Promise.resolve();

interface Parts {
  beside?: Beside;
  thread?: View<ChatThread>;
  found?: Parameters<typeof SearchView>[0]['found'];
  desk?: Parameters<typeof DeskView>[0]['desk'];
  revisions?: Parameters<typeof RevisionsView>[0]['revisions'];
  list?: Partial<ChatViewProps['list']>;
  acts?: Partial<ChatViewProps['acts']>;
  reported?: number;
  start?: ChatViewProps['start'];
  frame?: string;
}

function chat(view: View<ChatRoom>, parts: Parts = {}): ReactNode {
  const data = view.state === 'full' ? view.data : fixture.room();
  const acts = fixture.acts(parts.acts);
  const { frame } = parts;
  return (
    <ChatView
      room={view}
      title="General"
      heading={parts.frame === undefined ? 'heard' : 'wide'}
      acts={acts}
      beside={parts.beside ?? null}
      onBeside={nothing}
      reported={parts.reported ?? null}
      files={{ csv: '/messages.csv', json: '/messages.json' }}
      start={parts.start ?? {}}
      parts={{
        thread: () => (
          <ThreadView
            thread={parts.thread ?? full(fixture.thread)}
            room={data}
            acts={acts}
            viewer={fixture.amara}
            unsent={[]}
            linePosition={36}
            typing={['Jonas Weber']}
            draft=""
            onDraft={nothing}
            people={fixture.people}
            nowMs={fixture.nowMs}
            goTo={null}
            onSheet={nothing}
            frame={frame}
          />
        ),
        search: () => (
          <SearchView
            found={parts.found ?? null}
            meId="amara"
            onLook={nothing}
            onOpen={nothing}
            start="three"
          />
        ),
        desk: () => (
          <DeskView desk={parts.desk ?? full(fixture.desk)} channelId="cohort" acts={acts} onOpen={nothing} />
        ),
        revisions: () => <RevisionsView revisions={parts.revisions ?? full(fixture.revisions)} />,
      }}
      list={{
        reading: fixture.readingOf(data),
        viewer: fixture.amara,
        linePosition: data.readPosition,
        onSeen: nothing,
        unsent: [],
        typing: [],
        draft: '',
        onDraft: nothing,
        people: fixture.people,
        nowMs: fixture.nowMs,
        goTo: null,
        onGoTo: nothing,
        frame,
        ...parts.list,
      }}
    />
  );
}

const page = (view: View<ChatRoom>, parts: Parts = {}, isStaff = false): ReactNode => (
  <CohortChatScreen
    cohort={{ id: 'cohort', title: 'Spring 2026' }}
    channels={full(fixture.channels(isStaff, view.state === 'full' && view.data.channel.archived))}
    current="cohort"
    hrefOf={(id) => `/c/cohort/chat/${id}`}
    onOpen={done}
    onRename={done}
    chat={(frame) => chat(view, { frame, ...parts })}
  />
);

const channelsOnly = (channels: Parameters<typeof CohortChatScreen>[0]['channels']): ReactNode => (
  <CohortChatScreen
    cohort={{ id: 'cohort', title: 'Spring 2026' }}
    channels={channels}
    current="cohort"
    hrefOf={(id) => `/c/cohort/chat/${id}`}
    onOpen={done}
    onRename={done}
    chat={() => null}
  />
);

const tabs = (element: ReactNode, tab: 'questions' | 'chat'): ReactNode => (
  <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    <SessionTabs tab={tab} onTab={nothing} unread={12} reported={tab === 'questions' ? 2 : 0}>
      {element}
    </SessionTabs>
  </div>
);

const restricted = (
  more: Partial<ChatRoom['channel']>,
  viewer: Partial<ChatRoom['viewer']> = {},
): ChatRoom => {
  const data = fixture.room();
  return { ...data, channel: { ...data.channel, ...more }, viewer: { ...data.viewer, ...viewer } };
};

const someMessage = fixture.room().messages[4]!;
const sheet = (act: OpenSheet['act']): Parts => ({ start: { sheet: { act, message: someMessage } } });

/** Channels of a cohort and of a session, for those who take part and those who run them. */
export function chatScenes(inside: Inside, failed: View<never>): Record<string, Placed> {
  const at = '/c/cohort/chat';
  const student = (view: View<ChatRoom>, parts?: Parts): Placed => inside(at, page(view, parts));
  const staff = (view: View<ChatRoom>, parts?: Parts): Placed => inside(at, page(view, parts, true), 'staff');
  const data = fixture.room();
  const ours = fixture.staffRoom();
  return {
    'chat-channels-loading': inside(at, channelsOnly(loading)),
    'chat-channels-failed': inside(at, channelsOnly(failed)),
    'chat-loading': student(loading),
    'chat-failed': student(failed),
    'chat-empty': student(full(fixture.emptyRoom())),
    chat: student(full(data), { list: { typing: ['Jonas Weber', 'Inês Rocha'] } }),
    'chat-unsent': student(full(data), { list: { unsent: fixture.unsent } }),
    'chat-naming': student(full(data), { list: { draft: 'Thank you, @Jon', hasFocus: true } }),
    'chat-too-long': student(full(data), { list: { draft: 'Why? '.repeat(820) } }),
    'chat-earlier-failed': student(full(data), {
      list: {
        reading: fixture.readingOf(data, { earlier: { state: 'failed', reason: 'Stoa cannot be reached.' } }),
      },
    }),
    'chat-many-unread': student(full({ ...data, readPosition: 1, unread: 100 }), {
      list: {
        linePosition: 1,
        reading: fixture.readingOf({ ...data, messages: data.messages.slice(2) }, { hasLater: true }),
      },
    }),
    'chat-slow': student(
      full(restricted({ slowSeconds: 30 }, { sentAt: new Date(fixture.nowMs() - 12_000).toISOString() })),
    ),
    'chat-locked': student(full(restricted({ locked: true }))),
    'chat-locked-person': student(full(restricted({}, { lockedUntil: '2026-06-09T13:40:00Z' }))),
    'chat-questions': inside(
      at,
      <NearQuestionsContext value={fixture.near}>
        {tabs(chat(full(fixture.talkRoom)), 'chat')}
      </NearQuestionsContext>,
    ),
    'chat-trial': staff(full(ours), { reported: 0, list: { isTrial: true } }),
    'chat-archived': student(full(restricted({ archived: true }))),
    'chat-archived-empty': student(full(fixture.emptyRoom({ channel: fixture.channel({ archived: true }) }))),
    'chat-not-done': student(full(data), {
      acts: { fault: { messageId: 'm014', reason: 'This message is not here any more.' } },
    }),
    'chat-thread': student(full(data), { beside: { part: 'thread', messageId: 'm004' } }),
    'chat-thread-loading': student(full(data), {
      beside: { part: 'thread', messageId: 'm004' },
      thread: loading,
    }),
    'chat-thread-failed': student(full(data), {
      beside: { part: 'thread', messageId: 'm004' },
      thread: failed,
    }),
    'chat-thread-empty': student(full(data), {
      beside: { part: 'thread', messageId: 'm004' },
      thread: full({ ...fixture.thread, replies: [] }),
    }),
    'chat-thread-staff-replies': student(full(restricted({ staffReplies: true })), {
      beside: { part: 'thread', messageId: 'm004' },
    }),
    'chat-search': student(full(data), { beside: { part: 'search' } }),
    'chat-search-found': student(full(data), {
      beside: { part: 'search' },
      found: full({ messages: fixture.found }),
    }),
    'chat-search-none': student(full(data), { beside: { part: 'search' }, found: full({ messages: [] }) }),
    'chat-search-failed': student(full(data), { beside: { part: 'search' }, found: failed }),
    'chat-report': student(full(data), sheet('report')),
    'chat-delete': student(full(data), sheet('delete')),
    'chat-staff': staff(full(ours), { reported: 1 }),
    'chat-staff-locked': staff(
      full({ ...ours, channel: fixture.channel({ locked: true, slowSeconds: 30 }) }),
      {
        reported: 0,
      },
    ),
    'chat-settings': staff(full(ours), { reported: 0, start: { settings: true } }),
    'chat-lock-person': staff(full(ours), { reported: 0, ...sheet('lock') }),
    'chat-revisions': staff(full(ours), { reported: 0, ...sheet('revisions') }),
    'chat-revisions-failed': staff(full(ours), { reported: 0, ...sheet('revisions'), revisions: failed }),
    'chat-desk': staff(full(ours), { reported: 1, beside: { part: 'desk' } }),
    'chat-desk-loading': staff(full(ours), { reported: 0, beside: { part: 'desk' }, desk: loading }),
    'chat-desk-failed': staff(full(ours), { reported: 0, beside: { part: 'desk' }, desk: failed }),
    'chat-desk-empty': staff(full(ours), {
      reported: 0,
      beside: { part: 'desk' },
      desk: full({ ...fixture.desk, reports: [], locks: [] }),
    }),
    'chat-session': inside('/live/session', tabs(chat(full(data)), 'chat')),
    'chat-session-unread': inside('/live/session', tabs(<p>…</p>, 'questions')),
  };
}
