import { basePath } from '#platform/web/api/basePath.ts';

/** Where anybody verifies it; the whole address, to be handed on. */
export function addressOfCertificate(certificateId: string): string {
  return `${location.origin}${basePath}/verify/${certificateId}`;
}
