import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type DeskPoll, type NamedBallot } from '../../contract.ts';
import { useChoiceWords } from '../ChoiceWords.tsx';
import { ResultTable } from '../results/ResultTable.tsx';
import { useDeskWords } from './useDeskWords.ts';

/** Who chose what in a poll with names. */
export function NamedBallots({ poll }: { poll: DeskPoll }) {
  const ballots = viewOf(useLiveView(polls, 'poll:ballots', { pollId: poll.id }));
  return <NamedBallotsView poll={poll} ballots={ballots} />;
}

interface NamedBallotsViewProps {
  poll: Pick<DeskPoll, 'options' | 'range'>;
  ballots: View<{ ballots: readonly NamedBallot[] }>;
}

export function NamedBallotsView({ poll, ballots: view }: NamedBallotsViewProps) {
  const { t } = useDeskWords();
  return (
    <Shown
      view={view}
      loading={t('report.namesLoading')}
      failed={t('report.namesFailed')}
      bones={<Bones lines={['80%', '60%']} />}
    >
      {({ ballots }) => (
        <ResultTable
          label={t('report.names')}
          heads={[t('report.person'), t('report.choice')]}
          lines={ballots.map(({ person, choice }) => ({
            id: person.id,
            cells: [
              <bdi key="person">{person.name}</bdi>,
              <Chosen key="choice" poll={poll} choice={choice} />,
            ],
          }))}
        />
      )}
    </Shown>
  );
}

function Chosen({
  poll,
  choice,
}: {
  poll: Pick<DeskPoll, 'options' | 'range'>;
  choice: NamedBallot['choice'];
}) {
  return <bdi>{useChoiceWords(poll, choice)}</bdi>;
}
