import type { Migration } from '#platform/server/db/database.ts';

export const jobsRoomMigrations: readonly Migration[] = [
  {
    name: 'jobs-room/0001-board',
    sql: `
      -- How each queue was told to operators last: what they see is what was told, and nothing is told twice.
      create table job_board (
        queue text primary key,
        -- As it was sent.
        line json not null
      );
    `,
  },
];
