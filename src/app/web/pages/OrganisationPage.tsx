import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import type { InvitingAdmin } from '#features/cohorts/web/organisation/Administrators.tsx';
import type { CohortWanted, OpeningCohort } from '#features/cohorts/web/organisation/OrganisationCohorts.tsx';
import type { OrganisationPerson } from '#features/cohorts/web/organisation/OrganisationPeople.tsx';
import { dataRights } from '#features/dataRights/contract.ts';
import { useCopy } from '#features/dataRights/web/useCopy.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full, type View } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { OrganisationScreen } from '../screens/OrganisationScreen.tsx';
import { useMe } from './me.ts';

export function OrganisationPage() {
  const { organisationId = '' } = useParams();
  return <OrganisationOf key={organisationId} organisationId={organisationId} />;
}

function OrganisationOf({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { live } = useRealtime();
  const [search, setSearch] = useSearchParams();
  const topics = [cohorts.topics.organisation.of({ organisationId })];
  const organisation = useLiveView(cohorts, 'cohorts:organisation', { organisationId }, { topics });
  const [opening, setOpening] = useState<OpeningCohort>({ state: 'ready' });
  const [inviting, setInviting] = useState<InvitingAdmin>({ state: 'ready' });
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const find = search.get('find') ?? '';
  const people = usePeople(organisationId, useDeferredValue(find.trim()));
  const sentenceOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');

  const [copied, setCopied] = useState<OrganisationPerson>();
  const { copy, make, forget } = useCopy({ userId: copied?.userId, organisationId }, sentenceOf);

  const open = async (wanted: CohortWanted): Promise<void> => {
    setOpening({ state: 'opening' });
    try {
      const { zone } = me.user;
      const input = { organisationId, zone, capacity: null, ...wanted };
      const { id } = await live.api.command(cohorts, 'cohorts:create', input);
      await navigate(`/teach/${id}/plan`);
    } catch (problem) {
      setOpening({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const invite = async (email: string): Promise<void> => {
    setInviting({ state: 'inviting' });
    try {
      await live.api.command(cohorts, 'cohorts:invite-admin', { organisationId, email });
      setInviting({ state: 'invited', email });
    } catch (problem) {
      setInviting({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  /** Does it for one line, which waits meanwhile. */
  const forOne = async (id: string, work: () => Promise<unknown>): Promise<void> => {
    setBusy(new Set([id]));
    try {
      await work();
      setInviting({ state: 'ready' });
    } catch (problem) {
      setInviting({ state: 'failed', sentence: sentenceOf(problem) });
    } finally {
      setBusy(new Set());
    }
  };

  if (isMissing(organisation)) return <NotFound />;
  return (
    <OrganisationScreen
      organisation={viewOf<Organisation>(organisation)}
      cohorts={{ opening, onOpen: (wanted) => void open(wanted) }}
      admins={{
        meId: me.user.id,
        inviting,
        onInvite: (email) => void invite(email),
        busy,
        onDismiss: (userId) =>
          void forOne(userId, () =>
            live.api.command(cohorts, 'cohorts:dismiss-admin', { organisationId, userId }),
          ),
        onRevoke: (invitationId) =>
          void forOne(invitationId, () =>
            live.api.command(cohorts, 'cohorts:revoke-admin-invitation', { organisationId, invitationId }),
          ),
      }}
      people={{
        ...people,
        find,
        onFind: (words) => setSearch(words === '' ? {} : { find: words }, { replace: true }),
      }}
      copying={{
        person: copied,
        onAsk: (person) => {
          forget();
          setCopied(person);
        },
        sheet: {
          copy,
          onCopy: (reason) =>
            void make(() =>
              live.api.command(dataRights, 'rights:export-member', {
                organisationId,
                userId: copied!.userId,
                reason,
              }),
            ),
          onClose: () => setCopied(undefined),
        },
      }}
    />
  );
}

/** The people page after page; what is shown stays while another search is on its way. */
function usePeople(organisationId: string, find: string) {
  const { live } = useRealtime();
  const pages = useInfiniteQuery({
    queryKey: ['organisation-people', organisationId, find],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const asked = {
        organisationId,
        ...(find !== '' && { find }),
        ...(pageParam !== undefined && { after: pageParam }),
      };
      return (await live.api.view(cohorts, 'cohorts:organisation-people', asked, { signal })).data;
    },
    getNextPageParam: (last) => (last.more ? last.people.at(-1)?.userId : undefined),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown: View<readonly OrganisationPerson[]> = pages.data
    ? full(pages.data.pages.flatMap((page) => page.people))
    : viewOf<readonly OrganisationPerson[]>({ ...pages, data: undefined } as never);
  return {
    people: shown,
    more: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    onMore: () => void pages.fetchNextPage(),
  };
}
