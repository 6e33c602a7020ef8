import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { isOver, type SessionConsole } from '#features/sessions/contract.ts';
import { AgendaEditor } from '#features/sessions/web/AgendaEditor.tsx';
import { HostConsole } from '#features/sessions/web/HostConsole.tsx';
import { RecordingEditor } from '#features/sessions/web/RecordingEditor.tsx';
import { fieldsOf } from '#features/sessions/web/scheduleFields.ts';
import { ScheduleForm } from '#features/sessions/web/ScheduleForm.tsx';
import { ScheduleState } from '#features/sessions/web/ScheduleState.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Parts } from '../quizzes/Parts.tsx';
import { seenNow, type UpNow } from './sees.ts';
import { useSeesWords } from './useSeesWords.ts';
import { CancelPart, type CancelPartProps } from './CancelPart.tsx';

export type HostPart = 'console' | 'sheet' | 'polls' | 'details' | 'recordings';

export interface HostScreenProps {
  console: View<SessionConsole>;
  part: HostPart;
  meId: string;
  /** The server's time. */
  nowMs: () => number;
  hosting: ComponentProps<typeof HostConsole>['hosting'];
  /** What the rooms of the session have up. */
  up: UpNow;
  /** What is prepared for the item that is shown. */
  offers?: ComponentProps<typeof HostConsole>['offers'];
  prepared?: ComponentProps<typeof HostConsole>['prepared'];
  /** Where the console's phone looks in. */
  studentSrc: string;
  polls?: ReactNode;
  /** Whose hand is up, and how the class follows. */
  hands?: ReactNode;
  /** The timer, and what is said to everybody. */
  timer?: ReactNode;
  /** Where polls are written, and their results kept. */
  workshop?: ReactNode;
  questions?: ReactNode;
  /** Whether the code lets guests in, and who came. */
  guests?: ReactNode;
  /** Keys of other rooms, as rows of the console's list of keys. */
  moreKeys?: ReactNode;
  /** What other rooms leave open when the session ends. */
  open?: ComponentProps<typeof HostConsole>['open'];
  /** How one comes in by this code. */
  wayIn: ComponentProps<typeof HostConsole>['wayIn'];
  sheet: Omit<ComponentProps<typeof AgendaEditor>, 'console'>;
  details: Pick<ComponentProps<typeof ScheduleForm>, 'lessons' | 'saving' | 'onSave'>;
  cancel: Pick<CancelPartProps, 'acting' | 'onCancel' | 'onOpen'>;
  recordings: Omit<ComponentProps<typeof RecordingEditor>, 'session'>;
}

/** One live session for whoever runs it: the console, and what is written before and after. */
export function HostScreen({ console: view, ...rest }: HostScreenProps) {
  const { t } = useHostWords();
  return (
    <Shown
      view={view}
      page
      loading={t('host.loading')}
      failed={t('host.failed')}
      bones={<Bones lines={['16rem', '30rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => <OneSession console={data} {...rest} />}
    </Shown>
  );
}

type OneSessionProps = Omit<HostScreenProps, 'console'> & { console: SessionConsole };

function OneSession(props: OneSessionProps) {
  const { console: data, part } = props;
  const { t } = useHostWords();
  const { session, cohort } = data;
  const here = sessionPaths.host(session.id);
  const parts: readonly HostPart[] = ['console', 'sheet', 'polls', 'details', 'recordings'];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <PageHeading title={t('host.title', { title: session.title })}>
            <bdi>{session.title}</bdi>
          </PageHeading>
          <ScheduleState state={session.state} />
        </span>
        <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
          <bdi>{cohort.title}</bdi>
          <Link to={sessionPaths.teach(cohort.id)} className="controls flex items-center text-accent">
            {t('host.toSessions')}
          </Link>
          <Link to={sessionPaths.attendance(session.id)} className="controls flex items-center text-accent">
            {t('host.attendance')}
          </Link>
          {session.startedAt !== null && (
            <Link to={sessionPaths.report(session.id)} className="controls flex items-center text-accent">
              {t('host.report')}
            </Link>
          )}
        </p>
      </header>
      <Parts
        label={t('host.parts')}
        parts={parts.map((name) => ({
          name: t(`host.${name}`),
          to: name === 'console' ? here : `${here}?part=${name}`,
          isHere: part === name,
        }))}
      />
      <PartOf {...props} />
    </div>
  );
}

function Console({ console: data, ...props }: OneSessionProps) {
  const { session, cohort } = data;
  const sees = useSeesWords(session, cohort.zone, seenNow(session, props.nowMs(), props.up));
  return (
    <HostConsole
      console={data}
      meId={props.meId}
      nowMs={props.nowMs}
      sees={sees}
      {...(props.offers && { offers: props.offers })}
      {...(props.prepared && { prepared: props.prepared })}
      hosting={props.hosting}
      sheetHref={`${sessionPaths.host(session.id)}?part=sheet`}
      screenHref={sessionPaths.screen(session.id)}
      studentSrc={props.studentSrc}
      polls={props.polls}
      hands={props.hands}
      timer={props.timer}
      questions={props.questions}
      guests={props.guests}
      moreKeys={props.moreKeys}
      {...(props.open && { open: props.open })}
      wayIn={props.wayIn}
    />
  );
}

function PartOf(props: OneSessionProps) {
  const { console: data, part } = props;
  const { session, cohort } = data;
  switch (part) {
    case 'console':
      return <Console {...props} />;
    case 'sheet':
      return <AgendaEditor console={data} {...props.sheet} />;
    case 'polls':
      return props.workshop;
    case 'details':
      return (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <ScheduleForm
            // What was saved elsewhere meanwhile is what to start from.
            key={JSON.stringify(fieldsOf(session, cohort.zone))}
            fields={fieldsOf(session, cohort.zone)}
            isNew={false}
            hasBegun={session.state === 'live' || isOver(session.state)}
            zone={cohort.zone}
            {...props.details}
          />
          {(session.state === 'scheduled' || session.state === 'rehearsal') && (
            <CancelPart {...props.cancel} />
          )}
        </div>
      );
    case 'recordings':
      return <RecordingEditor session={session} {...props.recordings} />;
  }
}
