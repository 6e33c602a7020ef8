import type { ReactNode } from 'react';
import type { DeskPoll, OpenPoll, PollDesk, PollList, PollText } from '#features/polls/contract.ts';
import { noChoice } from '#features/polls/web/choice.ts';
import { BankView } from '#features/polls/web/host/Bank.tsx';
import { ComparedAtDesk } from '#features/polls/web/host/ComparedAtDesk.tsx';
import { DeskTextsView } from '#features/polls/web/host/DeskTexts.tsx';
import { NamedBallotsView } from '#features/polls/web/host/NamedBallots.tsx';
import { PollDesk as Desk, type PollDeskProps, type Rehearsal } from '#features/polls/web/host/PollDesk.tsx';
import { PollEditor, type PollEditorProps } from '#features/polls/web/host/PollEditor.tsx';
import { fieldsOf, freshFields } from '#features/polls/web/host/pollFields.ts';
import { StaffTexts } from '#features/polls/web/host/StaffTexts.tsx';
import { SureSheet } from '#features/polls/web/host/SureSheet.tsx';
import type { DeskActs, Underway } from '#features/polls/web/host/useDeskActs.ts';
import { TiedPolls } from '#features/polls/web/host/TiedPolls.tsx';
import { Workshop, type WorkshopProps } from '#features/polls/web/host/Workshop.tsx';
import { PollOnScreen } from '#features/polls/web/PollOnScreen.tsx';
import { PollsView, type PollsViewProps } from '#features/polls/web/PollsView.tsx';
import type { Trial } from '#features/polls/web/rehearsal/trial.ts';
import { mostBeside, TextsView } from '#features/polls/web/results/Texts.tsx';
import type { Vote } from '#features/polls/web/stance.ts';
import type { Voting } from '#features/polls/web/useVoting.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import * as fixture from './pollFixtures.ts';
import { nowMs, onAir } from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const kept = async (): Promise<boolean> => true;

const voting = (vote: Vote, odd: Record<string, Vote> = {}): Voting => ({
  voteFor: ({ id }) => odd[id] ?? vote,
  onVote: nothing,
  onRetry: nothing,
  onLeave: nothing,
});

/** The first round had fewer texts than the second. */
const textsIn = (pollId: string): View<{ texts: PollText[] }> =>
  full({
    texts: pollId === 'again' ? fixture.textsMany : fixture.textsGiven.filter(({ hidden }) => !hidden),
  });

const view = (list: View<PollList>, vote = fixture.vote(), more: Partial<PollsViewProps> = {}): ReactNode => (
  <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    <PollsView
      list={list}
      voting={voting(vote)}
      nowMs={nowMs}
      isLive
      isOver={false}
      textsOf={(pollId, isBeside) => <TextsView view={textsIn(pollId)} isBeside={isBeside} />}
      {...more}
    />
  </div>
);
const card = (poll: OpenPoll, vote?: Vote, more?: Partial<PollsViewProps>): ReactNode =>
  view(full(fixture.listOf(poll)), vote, more);

const acts = (underway: Record<string, Underway> = {}): DeskActs => ({
  onDo: nothing,
  underwayFor: (subject) => underway[subject],
  onRetry: nothing,
  onLeave: nothing,
});

const comparedIn =
  (polls: View<PollDesk>): NonNullable<PollDeskProps['comparedOf']> =>
  (poll) => (
    <ComparedAtDesk
      all={polls.state === 'full' ? polls.data.polls : []}
      poll={poll}
      acts={acts()}
      isOver={false}
      textsOf={(pollId) => (
        <StaffTexts texts={pollId === 'again' ? fixture.textsMany : fixture.textsGiven} most={mostBeside} />
      )}
    />
  );

const desk = (polls: View<PollDesk>, more: Partial<PollDeskProps> = {}, also?: ReactNode): ReactNode => (
  <div className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    <Desk
      sessionId="session"
      desk={polls}
      agenda={onAir.agenda}
      acts={acts()}
      nowMs={nowMs}
      here={41}
      canAsk
      isOver={false}
      workshopHref="/live/session/host?part=polls"
      textsOf={() => (
        <DeskTextsView texts={full({ shown: true, texts: fixture.textsGiven })} onHide={nothing} />
      )}
      comparedOf={comparedIn(polls)}
      {...more}
    />
    {also}
  </div>
);
const atDesk = (...polls: DeskPoll[]): View<PollDesk> => full(fixture.deskOf(...fixture.drafts, ...polls));

const rehearsal = (trial: Trial | null): Rehearsal => ({
  trial,
  onTry: nothing,
  onDo: nothing,
  onEnd: nothing,
});
const tried = (stands: Trial['stands']): Rehearsal => {
  const choice = stands === 'open' ? null : fixture.counted.choice;
  return rehearsal({ draft: fixture.drafts[1]!, stands, choice, at: fixture.revealed.openedAt });
};

const bank = (polls: View<{ polls: typeof fixture.bank }>): ReactNode => (
  <BankView bank={polls} sessionId="session" acts={acts()} onTake={nothing} />
);

const workshop = (
  polls: View<PollDesk>,
  failed: View<never>,
  more: Partial<WorkshopProps> = {},
): ReactNode => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    <Workshop
      sessionId="session"
      desk={polls}
      agenda={onAir.agenda}
      acts={acts({ d2: { name: 'poll:duplicate', state: 'waiting', reason: '' } })}
      keeping={{ state: 'ready' }}
      onKeep={kept}
      isOver={false}
      files={{ csv: '/polls.csv', ballots: '/ballots.csv', json: '/polls.json' }}
      bank={bank(full({ polls: fixture.bank }))}
      textsOf={({ kind }) =>
        (kind === 'text' || kind === 'words') && (
          <DeskTextsView
            texts={kind === 'text' ? full({ shown: true, texts: fixture.textsGiven }) : failed}
            onHide={nothing}
          />
        )
      }
      namesOf={(poll) => <NamedBallotsView poll={poll} ballots={full({ ballots: fixture.ballots })} />}
      comparedOf={comparedIn(polls)}
      {...more}
    />
  </div>
);

const editor = (more: Partial<PollEditorProps>): ReactNode => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    <PollEditor
      title="A new poll"
      start={freshFields()}
      keeping={{ state: 'ready' }}
      onKeep={nothing}
      onCancel={nothing}
      {...more}
    />
  </div>
);

/** As they stand among what else a session has. */
export const pollsInRoom = (): ReactNode => (
  <PollsView
    list={full(fixture.listOf(fixture.timed, { ...fixture.revealed, id: 'before' }))}
    voting={voting(fixture.vote(), { pattern: fixture.counted })}
    nowMs={nowMs}
    isLive
    isOver={false}
    textsOf={() => null}
  />
);
export const pollsAtDesk = (): ReactNode => (
  <Desk
    sessionId="session"
    desk={atDesk(fixture.running)}
    agenda={onAir.agenda}
    acts={acts()}
    nowMs={nowMs}
    here={41}
    canAsk
    isOver={false}
    workshopHref="/live/session/host?part=polls"
    textsOf={() => null}
    comparedOf={() => null}
  />
);

/** Prepared for one item of the run sheet, where that is written. */
export const pollsAtItem = (item: { id: string; place: number } | undefined): ReactNode => (
  <TiedPolls
    item={item}
    polls={fixture.drafts.map((draft) => ({ ...draft, agendaItemId: draft.id === 'd1' ? 'why' : null }))}
    agenda={onAir.agenda}
    acts={acts({ d2: { name: 'poll:tie', state: 'waiting', reason: '' } })}
  />
);

/** On the wall, with what else stands there. */
type OnWall = (front: ReactNode) => Placed;

/** The polls of a live session: of those who vote, of whoever runs it, on the wall, and where they are written. */
export function pollScenes(inside: Inside, onWall: OnWall, failed: View<never>): Record<string, Placed> {
  return {
    ...voterScenes((element) => inside('/live/session', element), failed),
    ...resultScenes((element) => inside('/live/session', element)),
    ...deskScenes((element) => inside('/live/session/host', element, 'staff'), failed),
    ...workshopScenes((element) => inside('/live/session/host?part=polls', element, 'staff'), failed),
    ...wallScenes(onWall),
  };
}

type Place = (element: ReactNode) => Placed;

function voterScenes(at: Place, failed: View<never>): Record<string, Placed> {
  const { open, vote, counted, underway } = fixture;
  return {
    'polls-loading': at(view(loading)),
    'polls-failed': at(view(failed)),
    'polls-none': at(view(full(fixture.listOf()))),
    'poll-open': at(card(open())),
    'poll-timed': at(card(fixture.timed)),
    'poll-sending': at(card(open(), underway('sending'))),
    'poll-counted': at(card(open(), counted)),
    'poll-waiting': at(card(open(), underway('waiting'))),
    'poll-asks': at(card(open(), underway('asks'))),
    'poll-refused': at(card(open(), underway('failed', 'This poll is closed.'))),
    'poll-growing': at(card(fixture.growing, counted)),
    'poll-anonymous': at(card(fixture.anonymous)),
    'poll-anonymous-counted': at(card(fixture.anonymous, counted)),
    'poll-anonymous-elsewhere': at(card(fixture.anonymous, fixture.elsewhere)),
    'poll-named': at(card(fixture.named)),
    'poll-again': at(card(fixture.again)),
    'poll-multiple': at(card(fixture.multiple)),
    'poll-rating': at(card(fixture.rating, counted)),
    'poll-rating-worded': at(card(fixture.worded, counted)),
    'poll-ranking': at(card(fixture.ranking)),
    'poll-ranking-counted': at(
      card(fixture.ranking, { ...counted, choice: fixture.ranked, told: fixture.ranked }),
    ),
    'poll-text': at(card(fixture.text)),
    'poll-words': at(
      card(fixture.words, {
        ...counted,
        choice: { ...noChoice, texts: ['clear', 'fast'] },
        told: { ...noChoice, texts: ['clear', 'fast'] },
      }),
    ),
    'poll-number': at(card(fixture.number)),
    'poll-quiz': at(card(fixture.quiz, counted)),
    'poll-expired': at(card(fixture.expired, counted)),
    'poll-closed': at(card(fixture.closed, counted)),
    'poll-closed-without': at(card(fixture.closed)),
    'poll-hidden': at(card(fixture.hidden, counted)),
    'poll-revealed': at(card(fixture.revealed, counted)),
    'poll-compared': at(view(full(fixture.listOf(fixture.first, fixture.second)), counted)),
    'poll-compared-rating': at(view(full(fixture.listOf(...fixture.twice('rating'))), counted)),
    'poll-compared-ranking': at(view(full(fixture.listOf(...fixture.twice('ranking'))), counted)),
    'poll-compared-number': at(view(full(fixture.listOf(...fixture.twice('number'))), counted)),
    'poll-compared-words': at(view(full(fixture.listOf(...fixture.twice('words'))), counted)),
    'poll-compared-text': at(view(full(fixture.listOf(...fixture.twice('text'))), counted)),
    'poll-over': at(card(open({ voters: 3 }), vote(), { isOver: true, isLive: false })),
    'polls-earlier': at(
      view(full(fixture.listOf(fixture.revealed, { ...fixture.rating, openedAt: fixture.timed.openedAt }))),
    ),
  };
}

function resultScenes(at: Place): Record<string, Placed> {
  const { results, counted } = fixture;
  return {
    'poll-result-few': at(card(fixture.few, counted)),
    'poll-result-nobody': at(card(fixture.nobody)),
    'poll-result-multiple': at(card(results['multiple']!, counted)),
    'poll-result-rating': at(card(results['rating']!, counted)),
    'poll-result-ranking': at(card(results['ranking']!, { ...counted, told: fixture.ranked })),
    'poll-result-quiz': at(card(results['quiz']!, counted)),
    'poll-result-text': at(card(fixture.textResult)),
    'poll-result-words': at(card(results['words']!)),
    'poll-result-number': at(card(results['number']!)),
  };
}

function deskScenes(at: Place, failed: View<never>): Record<string, Placed> {
  const { running } = fixture;
  const anonymous = fixture.atDesk({ ...fixture.anonymous, voters: 12 });
  return {
    'poll-desk-loading': at(desk(loading)),
    'poll-desk-failed': at(desk(failed)),
    'poll-desk-empty': at(desk(full(fixture.deskOf()))),
    'poll-desk-prepared': at(desk(atDesk(), { quick: 'Which first? Examples, critique, roles' })),
    'poll-desk': at(desk(atDesk(running))),
    'poll-desk-timed': at(
      desk(full(fixture.deskOf(fixture.atDesk({ ...fixture.timed, tally: fixture.tally(9, 5, 3) })))),
    ),
    'poll-desk-sealed': at(desk(full(fixture.deskOf(anonymous)))),
    'poll-desk-closed': at(
      desk(full(fixture.deskOf({ ...running, state: 'closed', closedAt: fixture.closed.closedAt }))),
    ),
    'poll-desk-compared': at(desk(full(fixture.deskOf(fixture.before, fixture.after)))),
    'poll-desk-compared-text': at(
      desk(full(fixture.deskOf(...fixture.twice('text').map((poll) => fixture.atDesk(poll))))),
    ),
    'poll-desk-first-hidden': at(
      desk(full(fixture.deskOf({ ...fixture.before, revealedAt: null }, fixture.after))),
    ),
    'poll-desk-texts': at(desk(full(fixture.deskOf(fixture.atDesk(fixture.textResult))))),
    'poll-desk-underway': at(
      desk(atDesk(running), {
        acts: acts({
          pattern: { name: 'poll:reveal', state: 'failed', reason: 'Stoa cannot be reached right now.' },
          session: { name: 'poll:launch', state: 'waiting', reason: '' },
          d1: { name: 'poll:open', state: 'asks', reason: '' },
        }),
      }),
    ),
    'poll-desk-rehearsal': at(desk(atDesk(), { canAsk: false, rehearsal: rehearsal(null) })),
    'poll-desk-trial': at(desk(atDesk(), { canAsk: false, rehearsal: tried('open') })),
    'poll-desk-trial-shown': at(desk(atDesk(), { canAsk: false, rehearsal: tried('revealed') })),
    'poll-desk-over': at(
      desk(full(fixture.deskOf(fixture.before)), { isOver: true, canAsk: false, here: null }),
    ),
    'poll-desk-reset': at(
      desk(
        atDesk(running),
        {},
        <SureSheet
          title="Throw all votes away?"
          does="Throw them away and ask anew"
          onDo={nothing}
          onClose={nothing}
        >
          <p>38 votes are thrown away for good, and everybody can vote anew.</p>
        </SureSheet>,
      ),
    ),
  };
}

function workshopScenes(at: Place, failed: View<never>): Record<string, Placed> {
  const asked = [
    fixture.before,
    fixture.after,
    fixture.atDesk({ ...fixture.named, id: 'named', state: 'closed', voters: 3, tally: fixture.tally(2, 1) }),
    fixture.atDesk({ ...fixture.textResult, id: 'text' }),
  ];
  const refused = { state: 'failed', sentence: 'Stoa cannot be reached right now.' } as const;
  return {
    'poll-shop-loading': at(workshop(loading, failed)),
    'poll-shop-failed': at(workshop(failed, failed)),
    'poll-shop-empty': at(workshop(full(fixture.deskOf()), failed, { bank: bank(full({ polls: [] })) })),
    'poll-shop': at(workshop(atDesk(...asked), failed)),
    'poll-shop-bank-failed': at(workshop(full(fixture.deskOf()), failed, { bank: bank(failed) })),
    'poll-shop-over': at(workshop(full(fixture.deskOf(...asked)), failed, { isOver: true })),
    'poll-shop-writing': at(workshop(atDesk(), failed, { start: 'd1', keeping: refused })),
    'poll-editor': at(editor({})),
    'poll-editor-faults': at(
      editor({ tells: true, start: { ...freshFields(), kind: 'quiz', seconds: '2' }, keeping: refused }),
    ),
    'poll-editor-number': at(editor({ start: fieldsOf(fixture.draft('n', fixture.number)) })),
    'poll-editor-words': at(
      editor({ start: fieldsOf(fixture.draft('w', fixture.words, { anonymity: 'anonymous', seconds: 90 })) }),
    ),
  };
}

const lastFirst = ([before, after]: readonly [OpenPoll, OpenPoll]): [OpenPoll, OpenPoll] => [after, before];

function wallScenes(onWall: OnWall): Record<string, Placed> {
  const at = (poll: OpenPoll, before?: OpenPoll): Placed =>
    onWall(
      <PollOnScreen
        poll={poll}
        before={before}
        nowMs={nowMs}
        textsOf={(pollId, isBeside) => (
          <TextsView
            isWall
            isBeside={isBeside}
            view={isBeside ? textsIn(pollId) : full({ texts: fixture.textsMany })}
          />
        )}
      />,
    );
  const { results } = fixture;
  return {
    'screen-poll-open': at(fixture.timed),
    'screen-poll-multiple': at(fixture.multiple),
    'screen-poll-closed': at(fixture.closed),
    'screen-poll-staff': at(fixture.hidden),
    'screen-poll-revealed': at(fixture.revealed),
    'screen-poll-compared': at(fixture.second, fixture.first),
    'screen-poll-compared-ranking': at(...lastFirst(fixture.twice('ranking'))),
    'screen-poll-compared-number': at(...lastFirst(fixture.twice('number'))),
    'screen-poll-compared-words': at(...lastFirst(fixture.twice('words'))),
    'screen-poll-compared-text': at(...lastFirst(fixture.twice('text'))),
    'screen-poll-growing': at(fixture.growing),
    'screen-poll-many': at(fixture.many),
    'screen-poll-quiz': at(results['quiz']!),
    'screen-poll-words': at(results['words']!),
    'screen-poll-number': at(results['number']!),
    'screen-poll-rating': at(results['rating']!),
    'screen-poll-text': at(fixture.textResult),
  };
}
