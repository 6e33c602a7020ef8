import type { CommandContext } from '#platform/server/feature.ts';
import * as credentials from './credentials.ts';
import { tellAccount } from './people.ts';
import type { LiveSessions } from './sessions.ts';

/**
 * The address is shown to be theirs for the first time. A password from before was set by somebody who had not
 * shown that, who may have been waiting for its owner to come: it goes, and so do sessions.
 */
export async function claim(
  { tx, tell }: Pick<CommandContext, 'tx' | 'tell'>,
  sessions: LiveSessions,
  { userId, passwordHash }: Pick<credentials.Held, 'userId' | 'passwordHash'>,
): Promise<void> {
  await credentials.setVerified(tx, userId);
  if (passwordHash !== null) {
    await credentials.setPassword(tx, userId, null);
    await sessions.end({ tx, tell }, userId, 'all');
  }
  credentials.tellSecurity({ tx, tell }, userId);
  await tellAccount({ tx, tell }, userId);
}
