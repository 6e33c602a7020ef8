import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { identity, type PersonLine } from '#features/identity/contract.ts';
import type { DomainClaim } from '#features/identity/web/operate/DomainClaims.tsx';
import type { Only, PersonAct, Said } from '#features/identity/web/operate/PeopleList.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { OpsPeopleScreen } from '../../screens/operate/OpsPeopleScreen.tsx';
import { useMe } from '../me.ts';
import { useProblemWords } from '../useProblemWords.ts';

const topics = [identity.topics.people.of({})];

export function OpsPeoplePage() {
  const me = useMe();
  return me.user.platformAdmin ? <Everybody meId={me.user.id} /> : <NotFound />;
}

function Everybody({ meId }: { meId: string }) {
  const [asked, setAsked] = useState<{ search: string; only: Only }>({ search: '', only: 'all' });
  const { first, people, more, loadMore, isLoadingMore } = usePeople(asked);
  const acts = useActs();
  const domains = useDomains();
  const view = viewOf(first);
  return (
    <OpsPeopleScreen
      people={view.state === 'full' ? { state: 'full', data: people } : view}
      list={{
        meId,
        asked,
        onFind: setAsked,
        onMore: more ? loadMore : undefined,
        isLoadingMore,
        ...acts,
      }}
      domains={domains}
    />
  );
}

/** The pages that were asked for so far, as one list. */
function usePeople({ search, only }: { search: string; only: Only }) {
  const { live } = useRealtime();
  const asked = { ...(search !== '' && { search }), ...(only !== 'all' && { only }) };
  const key = JSON.stringify(asked);
  const [ends, setEnds] = useState<{ of: string; after: string[] }>({ of: key, after: [] });
  const after = ends.of === key ? ends.after : [];
  const first = useLiveView(identity, 'identity:people', asked, { topics });
  const later = useQueries({
    queries: after.map((end) => live.view(identity, 'identity:people', { ...asked, after: end })),
  });
  const pages = [first.data, ...later.map(({ data }) => data)].filter((page) => page !== undefined);
  // Whoever moved from one page to the next while both are shown stands once.
  const people = [...new Map(pages.flatMap((page) => page.people).map((one) => [one.id, one])).values()];
  const last = pages.at(-1);
  return {
    first,
    people,
    more: last?.more === true,
    isLoadingMore: pages.length <= after.length,
    loadMore: (): void => {
      const end = last?.people.at(-1)?.id;
      if (end !== undefined) setEnds({ of: key, after: [...new Set([...after, end])] });
    },
  };
}

function useActs() {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const carryOut = async (userId: string, name: string, act: PersonAct): Promise<Said> => {
    switch (act) {
      case 'disable':
        await live.api.command(identity, 'identity:disable', { userId });
        return { act, name };
      case 'enable':
        await live.api.command(identity, 'identity:enable', { userId });
        return { act, name };
      case 'send-reset':
        await live.api.command(identity, 'identity:send-reset', { userId });
        return { act, name };
      case 'end-sessions': {
        const { ended } = await live.api.command(identity, 'identity:end-sessions-of', { userId });
        return { act, name, ended };
      }
    }
  };
  const onAct = async ({ id, name }: PersonLine, act: PersonAct): Promise<void> => {
    setBusy(id);
    setSaid(null);
    setFault(null);
    try {
      setSaid(await carryOut(id, name, act));
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setBusy(null);
    }
  };
  return {
    busy,
    said,
    fault,
    onAct: (person: PersonLine, act: PersonAct) => void onAct(person, act),
  };
}

function useDomains() {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const claims = useLiveView(identity, 'identity:domains', {}, { topics });
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async ({ organisationId, domain }: DomainClaim, confirmed: boolean): Promise<void> => {
    setBusy(domain);
    setFault(null);
    try {
      await live.api.command(identity, 'identity:confirm-domain', { organisationId, domain, confirmed });
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setBusy(null);
    }
  };
  return {
    domains: claims.data?.domains ?? [],
    busy,
    fault,
    onConfirm: (claim: DomainClaim, confirmed: boolean) => void confirm(claim, confirmed),
  };
}
