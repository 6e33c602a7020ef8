import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, sessions, type AgendaItem, type SessionState } from '#features/sessions/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type WrittenPoll } from '../../contract.ts';
import { Bank } from './Bank.tsx';
import { DeskTexts, DeskTextsBeside } from './DeskTexts.tsx';
import { NamedBallots } from './NamedBallots.tsx';
import type { Keeping } from './PollEditor.tsx';
import { ComparedAtDesk } from './ComparedAtDesk.tsx';
import { useDeskActs } from './useDeskActs.ts';
import { Workshop } from './Workshop.tsx';

interface WorkshopForHostProps {
  sessionId: string;
  cohortId: string;
  state: SessionState;
  agenda: readonly AgendaItem[];
}

/** The polls of a session before and after it is held. */
export function WorkshopForHost({ sessionId, cohortId, state, agenda }: WorkshopForHostProps) {
  const topics = [sessions.topics.sessionStaff.of({ sessionId })];
  const desk = useLiveView(polls, 'poll:desk', { sessionId }, { topics });
  const acts = useDeskActs(sessionId);
  const { keeping, keep } = useKeeping(sessionId);
  const files = `${basePath}/api/sessions/${sessionId}`;
  const all = desk.data?.polls ?? [];
  return (
    <Workshop
      sessionId={sessionId}
      desk={viewOf(desk)}
      agenda={agenda}
      acts={acts}
      keeping={keeping}
      onKeep={keep}
      isOver={isOver(state)}
      files={{ csv: `${files}/polls.csv`, ballots: `${files}/ballots.csv`, json: `${files}/polls.json` }}
      bank={<Bank cohortId={cohortId} sessionId={sessionId} acts={acts} />}
      textsOf={({ id, kind }) =>
        (kind === 'text' || kind === 'words') && <DeskTexts pollId={id} acts={acts} />
      }
      namesOf={(poll) => poll.anonymity === 'named' && <NamedBallots poll={poll} />}
      comparedOf={(poll) => (
        <ComparedAtDesk
          all={all}
          poll={poll}
          acts={acts}
          isOver={isOver(state)}
          textsOf={(pollId) => <DeskTextsBeside pollId={pollId} />}
        />
      )}
    />
  );
}

/** What is written stays in its form until the server has it. */
function useKeeping(sessionId: string) {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [keeping, setKeeping] = useState<Keeping>({ state: 'ready' });
  const keep = async (poll: WrittenPoll, draftId: string | null): Promise<boolean> => {
    setKeeping({ state: 'saving' });
    try {
      if (draftId === null) await live.api.command(polls, 'poll:draft', { sessionId, ...poll });
      else await live.api.command(polls, 'poll:edit', { pollId: draftId, ...poll });
      setKeeping({ state: 'ready' });
      return true;
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setKeeping({ state: 'failed', sentence });
      return false;
    }
  };
  return { keeping, keep };
}
