import type { PersonalTable } from '#platform/server/personal.ts';

/** Messages hold ids and titles; what was answered is whatever the other side said. */
export const webhooksPersonal: readonly PersonalTable[] = [
  { table: 'webhook_endpoint', mentions: ['description'], onErasure: 'keep' },
  { table: 'webhook_message', mentions: ['answer'], onErasure: 'keep' },
];
