import { useNavigate, useParams, useSearchParams } from 'react-router';
import { lessons } from '#features/lessons/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { VersionsScreen } from '../../screens/content/VersionsScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useDeed, useDraft } from './useDraft.ts';

export function VersionsPage() {
  const { cohortId = '' } = useParams();
  return <VersionsOf key={cohortId} cohortId={cohortId} />;
}

function VersionsOf({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const versions = useLiveView(lessons, 'lessons:versions', { cohortId });
  const outline = useLiveView(progress, 'progress:outline', { cohortId });
  const content = useDraft(cohortId);
  const deed = useDeed();

  const from = numberOf(search.get('from'));
  const to = search.get('to') === 'draft' ? null : numberOf(search.get('to'));
  const isComparing = from !== undefined && to !== undefined;
  const compared = useLiveView(
    lessons,
    'lessons:compare',
    { cohortId, from: from ?? 1, to: to ?? undefined },
    { enabled: isComparing },
  );
  const choose = (one: number, other: number | null): void =>
    setSearch({ from: String(one), to: other === null ? 'draft' : String(other) }, { replace: true });

  const restore = (version: number): void =>
    void deed.run(async () => {
      const { data } = await content.refetch();
      await live.api.command(lessons, 'lessons:open-draft', {
        cohortId,
        from: version,
        replaces: data?.draft?.draftRevision ?? null,
      });
      await content.refetch();
      await navigate(`/teach/${cohortId}/content`);
    });

  if (isMissing(versions)) return <NotFound />;
  const view = viewOf(versions);
  const draft = content.data?.draft ?? null;
  return (
    <VersionsScreen
      cohortId={cohortId}
      cohort={outline.data?.title ?? ''}
      versions={view.state === 'full' ? { state: 'full', data: view.data.versions } : view}
      hasDraft={draft !== null}
      busy={deed.busy}
      fault={deed.fault}
      onRestore={restore}
      onCompare={(number) => choose(number > 1 ? number - 1 : number, number)}
      comparison={
        isComparing ? { hasDraft: draft !== null, from, to, pages: viewOf(compared), onChoose: choose } : null
      }
    />
  );
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
