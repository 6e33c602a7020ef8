import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { announcements, type Announcement, type Audience } from '#features/announcements/contract.ts';
import type { Given } from '#features/announcements/web/staff/given.ts';
import type { Preview, Previewing } from '#features/announcements/web/staff/PreviewPart.tsx';
import type { StaffAct } from '#features/announcements/web/staff/StaffActs.tsx';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { MessageScreen } from '../../screens/announcements/MessageScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useProblemWords } from '../useProblemWords.ts';
import { AnnouncementProse } from './AnnouncementProse.tsx';
import { RecipientsOf } from './RecipientsOf.tsx';
import { useActing } from '../useActing.ts';
import { useHeadingFocus } from './useHeadingFocus.ts';
import type { Place } from './usePlace.ts';

/** One announcement, for those who make them. */
export function MessageOf({ announcementId, place }: { announcementId: string; place: Place }) {
  const { live } = useRealtime();
  const navigate = useNavigate();
  const [isChanging, setChanging] = useState(false);
  const [hasActed, setActed] = useState(false);
  const topics = [place.topic, announcements.topics.reach.of({ announcementId })];
  const one = useLiveView(announcements, 'announcements:one', { announcementId }, { topics });
  const saving = useActing();
  const sending = useActing();
  const undoing = useActing();
  const { acting, run } = useActing();
  const isRecalled = one.data?.announcement.state === 'recalled';
  useHeadingFocus(isChanging ? 'form' : isRecalled ? 'recalled' : 'whole');
  const preview = usePreview(one.data?.announcement);
  const of = { announcementId };
  const save = async (given: Given): Promise<void> => {
    const isOut = one.data?.announcement.state === 'sent';
    const { title, text, expiresAt, role, groupId, urgent, needsAcknowledgement } = given;
    const { unlessCompletedId, unlessStudiedDays } = given;
    const done = await saving.run(() =>
      live.api.command(announcements, 'announcements:edit', {
        ...{ ...of, title, text, expiresAt },
        ...(!isOut && { role, groupId, unlessCompletedId, unlessStudiedDays }),
        ...(!isOut && { urgent, needsAcknowledgement }),
      }),
    );
    if (done) setChanging(false);
  };
  const acts: Record<StaffAct, () => Promise<unknown>> = {
    edit: async () => setChanging(true),
    discard: async () => {
      await live.api.command(announcements, 'announcements:discard', of);
      await navigate(place.listHref, { replace: true });
    },
    pin: () => live.api.command(announcements, 'announcements:pin', { ...of, pinned: true }),
    unpin: () => live.api.command(announcements, 'announcements:pin', { ...of, pinned: false }),
    resend: () => live.api.command(announcements, 'announcements:resend', of),
    recall: () => live.api.command(announcements, 'announcements:recall', of),
  };
  // Whoever throws it away is on their way to the list; for everybody else it is no more.
  const isThrownAway = one.error?.code === 'not_found' && acting.state !== 'doing';
  if (isMissing(one) || isThrownAway || one.error?.code === 'forbidden') return <NotFound />;
  const { lessons, courses, groups, titles, zone, listHref } = place;
  return (
    <MessageScreen
      one={viewOf(one)}
      listHref={listHref}
      titles={titles}
      prose={({ audience, text }) => <AnnouncementProse cohortId={audience.cohortId ?? ''} text={text} />}
      recipients={(data) => <RecipientsOf {...data} />}
      form={
        isChanging
          ? {
              ...{ lessons, courses, groups, zone, acting: saving.acting },
              onSave: (given) => void save(given),
              onCancel: () => setChanging(false),
            }
          : null
      }
      preview={preview}
      send={{
        ...{ zone, acting: sending.acting },
        onSend: (at) => {
          setActed(true);
          void sending.run(() => live.api.command(announcements, 'announcements:send', { ...of, at }));
        },
      }}
      hasActed={hasActed}
      nowMs={serverNowMs}
      undo={{
        acting: undoing.acting,
        onUndo: () => {
          setActed(true);
          void undoing.run(() => live.api.command(announcements, 'announcements:undo', of));
        },
      }}
      acts={{ acting, onAct: (act) => void run(acts[act]) }}
    />
  );
}

type Asked = { key: string } & ({ preview: Preview } | { problem: unknown });

/** Who gets one that was not sent yet, asked for anew when that changes. */
function usePreview(one: Announcement | undefined): Previewing {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const [asked, setAsked] = useState<Asked>();
  const key = one && one.sentAt === null ? JSON.stringify([one.audience, one.urgent]) : undefined;
  useEffect(() => {
    if (key === undefined) return;
    let isWanted = true;
    const keep = (answer: Asked): void => {
      if (isWanted) setAsked(answer);
    };
    const [audience, urgent] = JSON.parse(key) as [Audience, boolean];
    live.api.command(announcements, 'announcements:preview', { ...placeOf(audience), urgent }).then(
      (preview) => keep({ key, preview }),
      (problem: unknown) => keep({ key, problem }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, live]);
  if (!asked || asked.key !== key) return { state: 'asking' };
  return 'preview' in asked
    ? { state: 'known', preview: asked.preview }
    : { state: 'failed', sentence: wordsOf(asked.problem) };
}

function placeOf({ organisationId, courseId, cohortId, ...within }: Audience) {
  if (cohortId !== null) return { cohortId, ...within };
  return courseId !== null ? { courseId, ...within } : { organisationId, ...within };
}
