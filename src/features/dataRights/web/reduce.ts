import type { ViewData } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { dataRights } from '../contract.ts';

type Copies = ViewData<typeof dataRights, 'rights:copies'>;

/** All that were asked for are told together; the other views answer questions at their moment. */
export const dataRightsLive = liveRoom(dataRights, {
  'rights:copies': { 'rights:copies-changed': (_before: Copies, after: Copies) => after },
});
