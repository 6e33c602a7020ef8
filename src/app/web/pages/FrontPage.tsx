import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { DemoDoors } from '#features/identity/web/DemoDoors.tsx';
import { api } from '../house.ts';
import { OpenShell } from '../shell/OpenShell.tsx';

/** The demo's doors; where there is no demo, the way in. */
export function FrontPage() {
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: async ({ signal }) => {
      const { body } = await api.request('/api/demo', {}, { signal });
      return (body as { data: { demo: boolean; seats: boolean } }).data;
    },
  });
  if (demo.isPending) return <OpenShell>{null}</OpenShell>;
  if (!demo.data?.demo) return <Navigate to="/home" replace />;
  return (
    <OpenShell>
      <DemoDoors hasSeats={demo.data.seats} />
    </OpenShell>
  );
}
