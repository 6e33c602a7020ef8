import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandInput } from '#kernel/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { moment } from '../../contract.ts';

type Input<Name extends keyof (typeof moment)['commands']> = Omit<
  CommandInput<typeof moment, Name>,
  'sessionId'
>;

/** What staff do about what is of the moment. */
export type MomentAct =
  | { name: 'hand:call' | 'hand:dismiss'; input: Input<'hand:call'> }
  | { name: 'timer:start'; input: Input<'timer:start'> }
  | { name: 'timer:extend'; input: Input<'timer:extend'> }
  | { name: 'banner:say'; input: Input<'banner:say'> }
  | { name: 'banner:take-down'; input: Input<'banner:take-down'> }
  | { name: 'hand:lower-all' | 'timer:pause' | 'timer:resume' | 'timer:stop'; input: object };

/** Of which part of the desk something is. */
export type Part = 'hand' | 'timer' | 'banner';

export interface MomentActs {
  /** @returns whether it was done */
  onDo: (act: MomentAct) => Promise<boolean>;
  isSending: (part: Part) => boolean;
  /** Why the newest act came to nothing. */
  faultOf: (part: Part) => string | null;
}

const partOf = ({ name }: MomentAct): Part => name.slice(0, name.indexOf(':')) as Part;

/** At once or not at all: five minutes later the moment is another. Nothing is shown as done before it is. */
export function useMomentActs(sessionId: string): MomentActs {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [sending, setSending] = useState<Part | null>(null);
  const [fault, setFault] = useState<{ part: Part; sentence: string } | null>(null);
  return {
    async onDo(act) {
      const part = partOf(act);
      setSending(part);
      setFault(null);
      try {
        await live.api.command(moment, act.name, { sessionId, ...act.input } as never);
        return true;
      } catch (problem) {
        const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
        setFault({ part, sentence });
        return false;
      } finally {
        setSending(null);
      }
    },
    isSending: (part) => sending === part,
    faultOf: (part) => (fault?.part === part ? fault.sentence : null),
  };
}
