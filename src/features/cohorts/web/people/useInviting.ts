import { useState } from 'react';
import type { Api } from '#platform/web/api/client.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { belongs, cohorts, type EnrolmentLine, type InvitationLine } from '../../contract.ts';
import type { Adding } from './AddPerson.tsx';
import type { InviteList, MailInviting } from './InviteByMail.tsx';
import type { MakingWay, WayWanted } from './MakeWayIn.tsx';
import type { InvitePanelProps } from './InvitePanel.tsx';

type Panel = Omit<InvitePanelProps, 'invitations'>;

/** Adding by address, inviting by mail, making ways in, and what is done about those there are. */
export function useInviting(
  api: Api,
  cohortId: string,
  { people, unknownFailure }: { people: readonly EnrolmentLine[] | undefined; unknownFailure: string },
): Panel {
  const [adding, setAdding] = useState<Adding>({ state: 'ready' });
  const [inviting, setInviting] = useState<MailInviting>({ state: 'writing' });
  const [making, setMaking] = useState<MakingWay>({ state: 'ready' });
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<string | null>(null);
  const sentenceOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : unknownFailure;

  const add = async ({ email, role }: { email: string; role: EnrolmentLine['role'] }): Promise<void> => {
    setAdding({ state: 'adding' });
    try {
      const { data } = await api.view(cohorts, 'cohorts:find-person', { cohortId, email });
      if (!data.person) return setAdding({ state: 'unknown' });
      const { id: userId, name } = data.person;
      const known = people?.find((one) => one.userId === userId);
      if (known && belongs(known.state) && known.role === role) return setAdding({ state: 'already', name });
      const { state } = await api.command(cohorts, 'cohorts:enrol', { cohortId, userId, role });
      setAdding({ state: state === 'waiting' ? 'waits' : 'added', name });
    } catch (problem) {
      setAdding({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const invite = async (list: InviteList, dryRun: boolean): Promise<void> => {
    try {
      const { rows, sent } = await api.command(cohorts, 'cohorts:invite', { cohortId, ...list, dryRun });
      setInviting(dryRun ? { state: 'checked', rows } : { state: 'sent', count: sent });
    } catch (problem) {
      setInviting({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const make = async (way: WayWanted): Promise<void> => {
    setMaking({ state: 'making' });
    try {
      const { url, invitation } = await api.command(cohorts, 'cohorts:open-invitation', { cohortId, ...way });
      setMaking({ state: 'made', url, code: invitation.code });
    } catch (problem) {
      setMaking({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const about = async (
    command: 'cohorts:resend-invitation' | 'cohorts:revoke-invitation',
    { id: invitationId }: InvitationLine,
  ): Promise<void> => {
    setFault(null);
    setBusy(new Set([invitationId]));
    try {
      await api.command(cohorts, command, { cohortId, invitationId });
    } catch (problem) {
      setFault(sentenceOf(problem));
    } finally {
      setBusy(new Set());
    }
  };

  return {
    add: { adding, onAdd: (person) => void add(person) },
    mail: {
      inviting,
      onCheck(list) {
        setInviting({ state: 'checking' });
        void invite(list, true);
      },
      onSend(list) {
        setInviting((now) => (now.state === 'checked' ? { state: 'sending', rows: now.rows } : now));
        void invite(list, false);
      },
      onBack: () => setInviting({ state: 'writing' }),
    },
    way: { making, onMake: (way) => void make(way) },
    list: {
      busy,
      fault,
      onResend: (invitation) => void about('cohorts:resend-invitation', invitation),
      onRevoke: (invitation) => void about('cohorts:revoke-invitation', invitation),
    },
  };
}
