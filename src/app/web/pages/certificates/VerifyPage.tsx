import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { certificates, type Verification } from '#features/certificates/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { api } from '../../house.ts';
import { VerifyScreen } from '../../screens/certificates/VerifyScreen.tsx';
import { OpenShell } from '../../shell/OpenShell.tsx';
import { addressOfCertificate } from './addressOfCertificate.ts';

/** For anybody, signed in or not; asked anew whenever the page is come back to, since it may have been revoked. */
export function VerifyPage() {
  const { certificateId = '' } = useParams();
  const found = useQuery<Verification | null, ApiProblem>({
    queryKey: ['verify', certificateId],
    queryFn: async ({ signal }) => {
      try {
        return (await api.view(certificates, 'certificate:verify', { certificateId }, { signal })).data;
      } catch (problem) {
        if (problem instanceof ApiProblem && (problem.code === 'not_found' || problem.code === 'invalid'))
          return null;
        throw problem;
      }
    },
    retry: false,
    gcTime: 0,
  });
  return (
    <OpenShell>
      <VerifyScreen
        verification={viewOf<Verification | null>(found)}
        address={addressOfCertificate(certificateId)}
      />
    </OpenShell>
  );
}
