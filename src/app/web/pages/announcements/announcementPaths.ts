/** Where announcements are read, and where they are made. */
export const announcementPaths = {
  all: '/announcements',
  one: (announcementId: string) => `/announcements#announcement-${announcementId}`,
  /** Of a cohort, or of an organisation beyond single cohorts. */
  staff: ({ cohortId, organisationId }: { cohortId?: string; organisationId?: string }) =>
    cohortId === undefined ? `/org/${organisationId}/messages` : `/teach/${cohortId}/messages`,
} as const;
