/** Where the pages of a cohort's channels stand; the first one's has no name of its own in it. */
export const chatPaths = {
  cohort: (cohortId: string): string => `/c/${cohortId}/chat`,
  channel: (cohortId: string, channelId: string): string =>
    channelId === cohortId ? `/c/${cohortId}/chat` : `/c/${cohortId}/chat/${channelId}`,
  /** What was reported in all of them. */
  desk: (cohortId: string): string => `/c/${cohortId}/chat?part=desk`,
} as const;
