import { sessions } from '#features/sessions/contract.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full, type View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type PollList } from '../../contract.ts';
import { useDeskWords } from '../host/useDeskWords.ts';
import { PollsView } from '../PollsView.tsx';
import { Texts, TextsView } from '../results/Texts.tsx';
import { useVoting, type Voting } from '../useVoting.ts';
import { openTrial, trialTexts, trialVote, voted, type Trial } from './trial.ts';
import { useTrial } from './useTrial.ts';

interface TrialPollsProps {
  sessionId: string;
  personId: string;
}

/** The polls of a rehearsal on the phone beside the console, with the one that is tried out. */
export function TrialPolls({ sessionId, personId }: TrialPollsProps) {
  const { t } = useDeskWords();
  const topics = [sessions.topics.session.of({ sessionId })];
  const result = useLiveView(polls, 'poll:list', { sessionId }, { topics });
  const { trial, change } = useTrial(sessionId, { isRehearsed: true });
  const inEarnest = useVoting(result.data, personId);
  const isTried = (pollId: string): boolean => trial?.draft.id === pollId;
  const voting: Voting = {
    ...inEarnest,
    voteFor: (poll) => (trial && isTried(poll.id) ? trialVote(trial) : inEarnest.voteFor(poll)),
    // What is on the phone and takes votes is tried out: everything else is closed.
    onVote: (_poll, choice) => change((now) => now && voted(now, choice)),
  };
  return (
    <>
      {trial !== null && trial.choice !== null && <p className="text-caution">{t('trial.note')}</p>}
      <PollsView
        list={withTrial(viewOf(result), trial)}
        voting={voting}
        nowMs={serverNowMs}
        isLive
        isOver={false}
        textsOf={(pollId, isBeside) =>
          trial && isTried(pollId) ? (
            <TextsView view={full({ texts: trialTexts(trial) })} />
          ) : (
            <Texts pollId={pollId} isBeside={isBeside} />
          )
        }
      />
    </>
  );
}

/** What is open in earnest is left out: whoever presses there would vote in it. */
function withTrial(list: View<PollList>, trial: Trial | null): View<PollList> {
  if (list.state !== 'full') return list;
  const closed = list.data.polls.filter(({ state }) => state === 'closed');
  return full({ ...list.data, polls: trial ? [...closed, openTrial(trial)] : closed });
}
