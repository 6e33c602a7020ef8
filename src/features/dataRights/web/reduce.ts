import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { dataRights } from '../contract.ts';

/** Its views answer questions at their moment: nothing keeps them true. */
export const dataRightsLive = liveRoom(dataRights, {});
