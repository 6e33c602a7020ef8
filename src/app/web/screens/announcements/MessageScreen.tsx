import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import type { One } from '#features/announcements/web/reduce.ts';
import { AnnouncementForm } from '#features/announcements/web/staff/AnnouncementForm.tsx';
import { audienceWords, type Titles } from '#features/announcements/web/staff/audienceWords.ts';
import { HoldPart } from '#features/announcements/web/staff/HoldPart.tsx';
import { PreviewPart } from '#features/announcements/web/staff/PreviewPart.tsx';
import { ReachReport } from '#features/announcements/web/staff/ReachReport.tsx';
import { SendPart } from '#features/announcements/web/staff/SendPart.tsx';
import { StaffActs } from '#features/announcements/web/staff/StaffActs.tsx';
import { StateWords } from '#features/announcements/web/staff/StateWords.tsx';
import { useStaffWords } from '#features/announcements/web/staff/staffWords.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface MessageScreenProps {
  one: View<One>;
  listHref: string;
  titles: Titles;
  prose: (one: One['announcement']) => ReactNode;
  /** To whom it went, by name. */
  recipients: (one: One) => ReactNode;
  /** null: it is not being changed. */
  form: Omit<ComponentProps<typeof AnnouncementForm>, 'one'> | null;
  preview: ComponentProps<typeof PreviewPart>['previewing'];
  send: Omit<ComponentProps<typeof SendPart>, 'takesFocus'>;
  /** Whether somebody here has just sent it, or taken it back. */
  hasActed: boolean;
  /** By the server's clock. */
  nowMs: () => number;
  undo: Pick<ComponentProps<typeof HoldPart>, 'acting' | 'onUndo'>;
  acts: Pick<ComponentProps<typeof StaffActs>, 'acting' | 'onAct'>;
}

/** One announcement: what it says, who gets it, and how far it came. */
export function MessageScreen({ one: view, listHref, form, ...rest }: MessageScreenProps) {
  const { t } = useStaffWords();
  const changing = ({ announcement: { state } }: One): string =>
    t(state === 'sent' ? 'form.titleRevise' : 'form.titleEdit');
  return (
    <Shown view={view} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={3} />}>
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header className="grid gap-2">
            <Link to={listHref} className="controls inline-flex items-center justify-self-start text-accent">
              {t('back')}
            </Link>
            <PageHeading title={form ? changing(data) : data.announcement.title}>
              {form ? undefined : <bdi className="[overflow-wrap:anywhere]">{data.announcement.title}</bdi>}
            </PageHeading>
            {!form && <StateWords one={data.announcement} />}
          </header>
          {form ? <AnnouncementForm one={data.announcement} {...form} /> : <Whole data={data} {...rest} />}
        </div>
      )}
    </Shown>
  );
}

function Whole(props: { data: One } & Omit<MessageScreenProps, 'one' | 'listHref' | 'form'>) {
  const { data, titles, prose, recipients, preview, send, hasActed, nowMs, undo, acts } = props;
  const { announcement, reach } = data;
  const { state, dueAt, sentAt, audience } = announcement;
  const { t } = useStaffWords();
  const isSeenByAll = reach.people === reach.seen;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 wide:grid-cols-[7fr_5fr] wide:gap-12">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {state === 'scheduled' && dueAt !== null && (
          <HoldPart dueAt={dueAt} takesFocus={hasActed} nowMs={nowMs} {...undo} />
        )}
        {/* It may have gone out meanwhile: why it was not taken back is said all the same. */}
        <p role="status" className="text-live empty:hidden">
          {undo.acting.state === 'failed' && t('send.notUndone', { reason: undo.acting.sentence })}
        </p>
        {(state === 'recalled' || state === 'expired') && (
          <Notice>
            <p>{t('gone')}</p>
          </Notice>
        )}
        <Surface>
          <p className="mb-3 text-caption text-muted">{audienceWords(audience, titles, t)}</p>
          <div className="max-w-read [&_.reading]:text-body">{prose(announcement)}</div>
        </Surface>
        <StaffActs one={announcement} isSeenByAll={isSeenByAll} {...acts} />
      </div>
      {sentAt === null ? (
        <div className="grid gap-8">
          <PreviewPart previewing={preview} />
          {state === 'draft' && <SendPart {...send} takesFocus={hasActed} />}
        </div>
      ) : (
        <ReachReport
          reach={reach}
          needsAcknowledgement={announcement.needsAcknowledgement}
          recipients={recipients(data)}
        />
      )}
    </div>
  );
}
