import { help } from '../contract.ts';
import * as store from './store.ts';
import { staffTopic, tellStaff, tellStudent, type Telling } from './tell.ts';

/** Takes away what somebody who is forgotten was offered, and their name from what they offered. */
export async function forgetPerson(write: Telling, userId: string): Promise<void> {
  for (const cohortId of await store.removeFor(write.tx, userId))
    write.tell(help, 'help:forgotten', [staffTopic({ cohortId })], { cohortId, studentId: userId });
  for (const row of await store.takeName(write.tx, userId)) {
    if (row.state !== 'closed') tellStudent(write, row);
    tellStaff(write, row);
  }
}
